package org.ranvier.cpu;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.ranvier.DType;
import org.ranvier.Layout;
import org.ranvier.cpu.memory.HostBuffer;
import org.ranvier.spi.Operand;

/** Elements of an operand as doubles, numbered in the row-major order of a layout. */
record Cells(MemorySegment memory, DType type, Layout layout) {
    static Cells of(Operand operand) {
        return new Cells(HostBuffer.of(operand), operand.dtype(), operand.layout());
    }

    long count() {
        return layout.shape().elements();
    }

    double get(long n) {
        long at = position(n);
        return switch (type) {
            case F32 -> memory.getAtIndex(ValueLayout.JAVA_FLOAT, at);
            case F64 -> memory.getAtIndex(ValueLayout.JAVA_DOUBLE, at);
            case I32 -> memory.getAtIndex(ValueLayout.JAVA_INT, at);
            case BOOL -> memory.get(ValueLayout.JAVA_BYTE, at);
        };
    }

    void set(long n, double value) {
        long at = position(n);
        switch (type) {
            case F32 -> memory.setAtIndex(ValueLayout.JAVA_FLOAT, at, (float) value);
            case F64 -> memory.setAtIndex(ValueLayout.JAVA_DOUBLE, at, value);
            case I32 -> memory.setAtIndex(ValueLayout.JAVA_INT, at, (int) value);
            case BOOL -> memory.set(ValueLayout.JAVA_BYTE, at, (byte) (value != 0 ? 1 : 0));
        }
    }

    private long position(long n) {
        long at = layout.offset();
        for (int i = layout.shape().rank() - 1; i >= 0; i--) {
            long size = layout.shape().size(i);
            at += n % size * layout.stride(i);
            n /= size;
        }
        return at;
    }
}
