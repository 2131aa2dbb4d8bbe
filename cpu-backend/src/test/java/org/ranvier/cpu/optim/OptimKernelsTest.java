package org.ranvier.cpu.optim;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.ranvier.DType;
import org.ranvier.Shape;
import org.ranvier.cpu.TestOperand;
import org.ranvier.cpu.TwinBits;
import org.ranvier.op.AdagradStep;
import org.ranvier.op.AdamStep;
import org.ranvier.op.OptimizerStep;
import org.ranvier.op.RmsPropStep;
import org.ranvier.op.SgdStep;
import org.ranvier.spi.Operand;

/** Numbers of elements that straddle vectors, blocks of scratch memory and pieces of work. */
class OptimKernelsTest {
    private final Random random = new Random(9);

    @ParameterizedTest
    @EnumSource(names = {"F32", "F64"})
    void stepsHaveTheSameBitsInEveryWay(DType type) {
        for (long n : new long[] {1, 15, 2049, 40001}) {
            check(new AdamStep(0.01, 0.9, 0.99, 0.1, 0.1, false, 7), type, n);
            check(new AdamStep(0.01, 0.8, 0.999, 1e-3, 0.1, true, 1000), type, n);
            check(new SgdStep(0.1, 0, 1, false, 0.01), type, n);
            check(new SgdStep(0.1, 0.9, 0.1, true, 0.2), type, n);
            check(new RmsPropStep(0.01, 0.5, 0.1, 0.3), type, n);
            check(new AdagradStep(0.01, 0.1, 0.3), type, n);
        }
    }

    /** State above 0: some of it is under a root. */
    private void check(OptimizerStep step, DType type, long n) {
        Operand[] in = new Operand[2 + step.states()];
        for (int i = 0; i < in.length; i++) {
            in[i] =
                    i < 2
                            ? TestOperand.random(random, type, Shape.of(n))
                            : TestOperand.filled(type, Shape.of(n), 0.3 * i);
        }
        TwinBits.check(
                (workers, op, x, y) -> OptimKernels.execute(workers, (OptimizerStep) op, x, y),
                step,
                in);
    }
}
