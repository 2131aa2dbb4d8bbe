package org.ranvier.cpu.pool;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.ranvier.DType;
import org.ranvier.Shape;
import org.ranvier.cpu.TestOperand;
import org.ranvier.cpu.TwinBits;
import org.ranvier.op.MaxPool;
import org.ranvier.op.Window;
import org.ranvier.spi.Operand;

/**
 * Rows of outputs that straddle vectors, with ties, at strides with a loop of their own and not.
 */
class MaxForwardTest {
    private final Random random = new Random(2);

    @ParameterizedTest
    @EnumSource(names = {"F32", "F64"})
    void maxPoolHasTheSameBitsInEveryWay(DType type) {
        for (long size : new long[] {2, 3}) {
            for (long stride : new long[] {1, 2, 3}) {
                for (long padding : new long[] {0, 1}) {
                    Window window = Window.of(size, stride, padding);
                    for (long width : new long[] {5, 24, 33, 67}) {
                        check(random(type, 5, 3, 7, width), window, window);
                        check(
                                TestOperand.filled(type, Shape.of(2, 3, 9, width), 1),
                                window,
                                window);
                        check(random(type, 2, 2, width), window);
                    }
                }
            }
        }
        Window wide = new Window(3, 2, 1, 1, 0, 4);
        check(random(type, 3, 2, 12, 40), wide, wide);
    }

    private Operand random(DType type, long... sizes) {
        return TestOperand.random(random, type, Shape.of(sizes));
    }

    private static void check(Operand x, Window... windows) {
        TwinBits.check(PoolKernels::execute, new MaxPool(List.of(windows)), x);
    }
}
