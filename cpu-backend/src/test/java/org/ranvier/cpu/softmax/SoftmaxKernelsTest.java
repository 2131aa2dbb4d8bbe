package org.ranvier.cpu.softmax;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.ranvier.DType;
import org.ranvier.Shape;
import org.ranvier.cpu.TestOperand;
import org.ranvier.cpu.TwinBits;
import org.ranvier.op.CrossEntropy;
import org.ranvier.op.CrossEntropyGradient;
import org.ranvier.op.Fused;
import org.ranvier.op.Softmax;
import org.ranvier.spi.Operand;

/** Rows and columns that straddle vectors, blocks of sums and pieces of work. */
class SoftmaxKernelsTest {
    private final Random random = new Random(5);

    @ParameterizedTest
    @EnumSource(names = {"F32", "F64"})
    void softmaxHasTheSameBitsInEveryWay(DType type) {
        for (boolean log : new boolean[] {false, true}) {
            for (long n : new long[] {1, 15, 17, 1024, 1025, 5000}) {
                check(new Softmax(1, log), random(type, 61, n));
            }
            check(new Softmax(0, log), random(type, 3001, 7));
            check(new Softmax(1, log), random(type, 5, 33, 131));
            check(new Softmax(0, log), random(type, 40, 700));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"F32", "F64"})
    void crossEntropyHasTheSameBitsInEveryWay(DType type) {
        for (double smoothing : new double[] {0, 0.1}) {
            for (int n : new int[] {1, 10, 33, 1000, 3001}) {
                Operand x = random(type, 301, n);
                Operand targets = TwinBits.indices(Shape.of(301), n);
                check(new CrossEntropy(0, smoothing), x, targets);
                check(new CrossEntropyGradient(0, smoothing), x, targets, random(type, 301));
            }
        }
    }

    private Operand random(DType type, long... sizes) {
        return TestOperand.random(random, type, Shape.of(sizes));
    }

    private static void check(Fused op, Operand... in) {
        TwinBits.check(SoftmaxKernels::execute, op, in);
    }
}
