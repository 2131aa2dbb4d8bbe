package org.ranvier.testkit;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.stream.IntStream;
import org.ranvier.DType;
import org.ranvier.Layout;
import org.ranvier.spi.Operand;

/**
 * The elements of an operand as doubles, numbered in the row-major order of a layout. A truth value
 * is 0 or 1.
 */
record Elements(MemorySegment memory, DType type, Layout layout) {
    static Elements of(Operand operand) {
        return new Elements(HostBuffer.memory(operand), operand.dtype(), operand.layout());
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

    int getInt(long n) {
        return (int) get(n);
    }

    /** Rounds to the type as {@link org.ranvier.op.Op.Copy} does. */
    void set(long n, double value) {
        long at = position(n);
        switch (type) {
            case F32 -> memory.setAtIndex(ValueLayout.JAVA_FLOAT, at, (float) value);
            case F64 -> memory.setAtIndex(ValueLayout.JAVA_DOUBLE, at, value);
            case I32 -> memory.setAtIndex(ValueLayout.JAVA_INT, at, (int) value);
            case BOOL -> memory.set(ValueLayout.JAVA_BYTE, at, (byte) (value != 0 ? 1 : 0));
        }
    }

    /** The same elements with an axis moved behind all others: numbered line by line. */
    Elements lines(int axis) {
        return permuted(
                IntStream.concat(axes().filter(i -> i != axis), IntStream.of(axis)).toArray());
    }

    Elements permuted(int... order) {
        return new Elements(memory, type, layout.permute(order));
    }

    IntStream axes() {
        return IntStream.range(0, layout.shape().rank());
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
