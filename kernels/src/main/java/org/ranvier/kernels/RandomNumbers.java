package org.ranvier.kernels;

import static org.ranvier.kernels.Parameter.Plain.LONG;

import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.ranvier.DType;
import org.ranvier.op.Distribution;
import org.ranvier.op.Op;
import org.ranvier.spi.Operand;

/** Counter-based random numbers. */
final class RandomNumbers {
    private static final int WORDS = 4;

    private final Device device;

    RandomNumbers(Device device) {
        this.device = device;
    }

    void random(Op.Random op, Operand y) {
        long elements = y.shape().elements();
        long perBlock = y.dtype() == DType.F64 ? WORDS / 2 : WORDS;
        device.launch(
                kernel(op.distribution(), y.dtype()),
                device.traits().groups((elements + perBlock - 1) / perBlock),
                y,
                elements,
                op.seed(),
                op.offset() / WORDS);
    }

    private static Kernel kernel(Distribution distribution, DType type) {
        return Kernel.of(
                Program.of("random", type),
                "random_" + distribution.name().toLowerCase(Locale.ROOT),
                new Parameter.Tensor(type),
                LONG,
                LONG,
                LONG);
    }

    static void list(Consumer<Kernel> catalogue) {
        catalogue.accept(kernel(Distribution.BITS, DType.I32));
        for (DType type : List.of(DType.F32, DType.F64)) {
            catalogue.accept(kernel(Distribution.UNIFORM, type));
            catalogue.accept(kernel(Distribution.NORMAL, type));
        }
    }
}
