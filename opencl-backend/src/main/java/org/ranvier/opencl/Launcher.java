package org.ranvier.opencl;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.jocl.CL;
import org.jocl.CLException;
import org.jocl.Pointer;
import org.jocl.Sizeof;
import org.jspecify.annotations.Nullable;
import org.ranvier.DType;
import org.ranvier.kernels.Device;
import org.ranvier.kernels.Kernel;
import org.ranvier.kernels.Parameter;
import org.ranvier.kernels.Traits;
import org.ranvier.kernels.View;
import org.ranvier.op.CustomOp;
import org.ranvier.spi.Buffer;
import org.ranvier.spi.Operand;

/** Sets arguments and launches. */
final class Launcher implements Device {
    private final OpenClDevice device;
    private final Queue queue;
    private final Programs programs;

    Launcher(OpenClDevice device, Queue queue, Programs programs) {
        this.device = device;
        this.queue = queue;
        this.programs = programs;
    }

    @Override
    public Traits traits() {
        return device.traits();
    }

    @Override
    public void launch(Kernel kernel, long groups, Object... arguments) {
        kernel.check(arguments);
        Arguments target = new Arguments(programs.kernel(kernel), kernel.toString());
        for (int i = 0; i < arguments.length; i++) {
            Parameter parameter = kernel.parameters().get(i);
            switch (arguments[i]) {
                case Operand operand -> {
                    target.memory(operand.buffer());
                    target.number(operand.layout().offset());
                }
                case Buffer buffer -> target.memory(buffer);
                case Long number -> target.number(number);
                case View view -> target.numbers(view.packed());
                case Double value -> target.value(value, ((Parameter.Value) parameter).type());
                default -> throw new IllegalStateException("no way to pass " + arguments[i]);
            }
        }
        queue.launch(target.compiled, target.name, groups);
    }

    @Override
    public void launch(CustomOp op, List<Operand> in, List<Operand> out) {
        CustomOp.KernelText text = op.openCl();
        if (text == null) {
            throw new UnsupportedOperationException(
                    op + " has no OpenCL text; give it one with withOpenCl, or use another device");
        }
        List<OpenClBuffer> moved = new ArrayList<>();
        try {
            Programs.Compiled kernel = programs.kernel(op.toString(), text.text(), text.function());
            Arguments target = new Arguments(kernel, text.function() + " of " + op);
            for (Operand operand : in) {
                target.memory(atStart(operand, moved));
            }
            for (Operand operand : out) {
                target.memory(operand.shape().elements() == 0 ? null : operand.buffer());
            }
            long elements = out.get(0).shape().elements();
            target.number(elements);
            if (elements > 0) {
                queue.launch(kernel, target.name, Math.ceilDiv(elements, kernel.group()));
            }
        } finally {
            moved.forEach(queue::free);
        }
    }

    /** A user's kernel knows no offsets, so what begins inside a buffer is copied. */
    private @Nullable Buffer atStart(Operand operand, List<OpenClBuffer> moved) {
        if (operand.shape().elements() == 0) {
            return null;
        }
        if (operand.layout().offset() == 0) {
            return operand.buffer();
        }
        OpenClBuffer copy = queue.allocate(operand.spec().byteSize());
        moved.add(copy);
        queue.copy((OpenClBuffer) operand.buffer(), operand.byteOffset(), copy);
        return copy;
    }

    @Override
    public Buffer allocate(long bytes) {
        return queue.allocate(bytes);
    }

    @Override
    public void free(Buffer buffer) {
        queue.free((OpenClBuffer) buffer);
    }

    @Override
    public void read(Buffer source, long offset, MemorySegment target) {
        queue.read((OpenClBuffer) source, offset, target);
    }

    /** Sets one argument after the other. */
    private final class Arguments {
        private final Programs.Compiled compiled;
        private final String name;
        private int next;

        Arguments(Programs.Compiled compiled, String name) {
            this.compiled = compiled;
            this.name = name;
        }

        /** Null stands for no memory, that of an empty tensor. */
        void memory(@Nullable Buffer buffer) {
            set(
                    Sizeof.cl_mem,
                    buffer == null ? null : Pointer.to(((OpenClBuffer) buffer).memory()));
        }

        void number(long number) {
            numbers(new long[] {number});
        }

        void numbers(long[] numbers) {
            set((long) Long.BYTES * numbers.length, Pointer.to(numbers));
        }

        void value(double value, DType type) {
            set(
                    type.byteSize(),
                    switch (type) {
                        case F32 -> Pointer.to(new float[] {(float) value});
                        case F64 -> Pointer.to(new double[] {value});
                        case I32 -> Pointer.to(new int[] {(int) value});
                        case BOOL -> Pointer.to(new byte[] {(byte) value});
                    });
        }

        private void set(long bytes, @Nullable Pointer value) {
            try {
                CL.clSetKernelArg(compiled.kernel(), next, bytes, value);
            } catch (CLException e) {
                throw queue.failure("setting argument " + next + " of kernel " + name, e);
            }
            next++;
        }
    }
}
