package org.ranvier.cpu.norm;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.ranvier.DType;
import org.ranvier.Shape;
import org.ranvier.cpu.TestOperand;
import org.ranvier.cpu.TwinBits;
import org.ranvier.op.BatchNorm;
import org.ranvier.op.BatchNormGradient;
import org.ranvier.op.Fused;
import org.ranvier.op.LayerNorm;
import org.ranvier.op.LayerNormGradient;
import org.ranvier.spi.Operand;

/** Runs that straddle vectors, and rows and channels that straddle pieces of work. */
class NormKernelsTest {
    private final Random random = new Random(3);

    @ParameterizedTest
    @EnumSource(names = {"F32", "F64"})
    void layerNormHasTheSameBitsInEveryWay(DType type) {
        for (long n : new long[] {1, 7, 16, 33, 1000}) {
            Operand x = random(type, 701, n);
            Operand gamma = random(type, n);
            check(new LayerNorm(1e-5), x, gamma, random(type, n));
            check(new LayerNormGradient(1e-5), x, gamma, random(type, 701, n));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"F32", "F64"})
    void batchNormHasTheSameBitsInEveryWay(DType type) {
        for (long[] sizes : new long[][] {{65, 203}, {5, 7, 49}, {33, 40, 5, 3}, {3, 2, 100, 70}}) {
            Operand x = random(type, sizes);
            Operand vector = random(type, sizes[1]);
            Operand variance = TestOperand.filled(type, Shape.of(sizes[1]), 0.7);
            check(new BatchNorm(1e-5), x, vector, random(type, sizes[1]));
            check(
                    new BatchNormGradient(1e-5),
                    x,
                    vector,
                    random(type, sizes[1]),
                    variance,
                    random(type, sizes));
        }
    }

    private Operand random(DType type, long... sizes) {
        return TestOperand.random(random, type, Shape.of(sizes));
    }

    private static void check(Fused op, Operand... in) {
        TwinBits.check(NormKernels::execute, op, in);
    }
}
