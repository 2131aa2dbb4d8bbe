package org.ranvier.cuda;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import org.ranvier.DType;
import org.ranvier.kernels.Kernel;
import org.ranvier.kernels.Parameter;
import org.ranvier.kernels.View;
import org.ranvier.spi.Operand;

/** A launch's arguments in native memory: the values, and the list of their addresses. */
final class Arguments {
    private static final int BYTES = 4096;
    private static final int COUNT = 128;

    private final MemorySegment values;
    private final MemorySegment addresses;
    private final Driver.HostAddress pointer;
    private int count;
    private long used;

    Arguments(Arena arena) {
        values = arena.allocate(BYTES, 16);
        addresses = arena.allocate(ValueLayout.ADDRESS, COUNT);
        pointer = new Driver.HostAddress(addresses);
    }

    /** What the driver takes: valid until the next packing. */
    Driver.HostAddress pointer() {
        return pointer;
    }

    /** Packs what a kernel of ours takes. */
    void pack(Kernel kernel, Object... arguments) {
        kernel.check(arguments);
        clear();
        for (int i = 0; i < arguments.length; i++) {
            switch (arguments[i]) {
                case Operand operand -> {
                    add(address(operand.buffer()));
                    add(operand.layout().offset());
                }
                case CudaBuffer buffer -> add(buffer.address());
                case Long number -> add((long) number);
                case View view -> addAll(view.packed());
                case long[] numbers -> addAll(numbers);
                case Double value ->
                        add(((Parameter.Value) kernel.parameters().get(i)).type(), value);
                default -> throw new IllegalArgumentException(kernel + " takes " + arguments[i]);
            }
        }
    }

    /** Packs what a user's kernel takes: the tensors' first elements and a number. */
    void pack(List<Operand> tensors, long elements) {
        clear();
        tensors.forEach(t -> add(address(t.buffer()) + t.byteOffset()));
        add(elements);
    }

    private static long address(Object buffer) {
        return ((CudaBuffer) buffer).address();
    }

    private void clear() {
        count = 0;
        used = 0;
    }

    private MemorySegment next(long bytes, long alignment) {
        used = (used + alignment - 1) / alignment * alignment;
        MemorySegment value = values.asSlice(used, bytes);
        addresses.setAtIndex(ValueLayout.ADDRESS, count++, value);
        used += bytes;
        return value;
    }

    private void add(long value) {
        next(Long.BYTES, Long.BYTES).set(ValueLayout.JAVA_LONG, 0, value);
    }

    private void addAll(long[] values) {
        MemorySegment.copy(
                values,
                0,
                next((long) values.length * Long.BYTES, Long.BYTES),
                ValueLayout.JAVA_LONG,
                0,
                values.length);
    }

    private void add(DType type, double value) {
        MemorySegment place = next(type.byteSize(), type.byteSize());
        switch (type) {
            case F32 -> place.set(ValueLayout.JAVA_FLOAT, 0, (float) value);
            case F64 -> place.set(ValueLayout.JAVA_DOUBLE, 0, value);
            case I32 -> place.set(ValueLayout.JAVA_INT, 0, (int) value);
            case BOOL -> place.set(ValueLayout.JAVA_BYTE, 0, (byte) value);
        }
    }
}
