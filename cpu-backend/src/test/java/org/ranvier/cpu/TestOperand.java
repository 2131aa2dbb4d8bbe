package org.ranvier.cpu;

import java.util.Random;
import java.util.function.DoubleSupplier;
import org.ranvier.DType;
import org.ranvier.Layout;
import org.ranvier.Shape;
import org.ranvier.TensorSpec;
import org.ranvier.cpu.memory.HostBuffer;
import org.ranvier.spi.Operand;

/** Operands of the CPU backend for tests of kernels; their memory goes with the JVM. */
public final class TestOperand {
    private TestOperand() {}

    /** Numbers between −1 and 1. */
    public static Operand random(Random random, DType type, Shape shape) {
        return of(type, shape, () -> random.nextDouble() * 2 - 1);
    }

    public static Operand filled(DType type, Shape shape, double value) {
        return of(type, shape, () -> value);
    }

    private static Operand of(DType type, Shape shape, DoubleSupplier values) {
        HostBuffer buffer = HostBuffer.allocate(new TensorSpec(type, shape).byteSize());
        Operand operand = new Operand(buffer, type, Layout.contiguous(shape));
        Cells cells = Cells.of(operand);
        for (long i = 0; i < cells.count(); i++) {
            cells.set(i, values.getAsDouble());
        }
        return operand;
    }

    /** Changes an element, counted in row-major order. */
    public static void set(Operand operand, long n, double value) {
        Cells.of(operand).set(n, value);
    }

    /** The elements in row-major order. */
    public static double[] values(Operand operand) {
        Cells cells = Cells.of(operand);
        double[] values = new double[(int) cells.count()];
        for (int i = 0; i < values.length; i++) {
            values[i] = cells.get(i);
        }
        return values;
    }
}
