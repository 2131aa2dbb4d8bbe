package org.ranvier.cpu.conv;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ranvier.DType;
import org.ranvier.Shape;
import org.ranvier.cpu.TestOperand;
import org.ranvier.cpu.TwinBits;
import org.ranvier.cpu.conv.ConvKernelsTest.Case;
import org.ranvier.cpu.parallel.Workers;
import org.ranvier.op.Conv;
import org.ranvier.op.ConvInputGradient;
import org.ranvier.op.Fused;
import org.ranvier.op.Window;
import org.ranvier.spi.Operand;

/** Minimal filtering: sizes around its tiles and blocks, its errors, and numbers not finite. */
class WinogradTest {
    private static final Window SAME = Window.of(3, 1, 1);
    private static final double UNIT = 0x1p-24;

    private final Random random = new Random(5);

    static Stream<Case> cases() {
        Window bare = Window.of(3, 1, 0);
        Window wide = Window.of(3, 1, 2);
        return Stream.of(
                new Case(Shape.of(1, 32, 7, 7), 32, 1, SAME, SAME),
                new Case(Shape.of(1, 32, 16, 16), 32, 1, SAME, SAME),
                new Case(Shape.of(2, 33, 17, 15), 35, 1, SAME, SAME),
                new Case(Shape.of(3, 32, 13, 14), 40, 1, bare, bare),
                new Case(Shape.of(2, 34, 12, 9), 36, 1, wide, wide),
                new Case(Shape.of(2, 32, 11, 14), 32, 1, new Window(3, 1, 0, 2, 0, 1), wide),
                new Case(Shape.of(3, 32, 4, 131), 32, 1, bare, SAME),
                new Case(Shape.of(40, 32, 1, 7), 33, 1, SAME, SAME),
                new Case(Shape.of(5, 64, 7, 9), 96, 2, SAME, bare),
                new Case(Shape.of(1, 520, 18, 16), 32, 1, SAME, SAME),
                new Case(Shape.of(1, 32, 150, 2), 32, 1, new Window(3, 1, 4, 3, 0, 1), SAME));
    }

    /** In units of the rounding of one product, beside what the direct way gives in F64. */
    @ParameterizedTest
    @MethodSource("cases")
    void errorsAreThoseOfASum(Case c) {
        Operand x = TestOperand.random(random, DType.F32, c.x());
        Operand weight = TestOperand.random(random, DType.F32, c.weight());
        Operand gradient = TestOperand.random(random, DType.F32, c.y());
        check(new Conv(c.geometry()), x, weight, c.y());
        check(new ConvInputGradient(c.geometry(), c.x()), weight, gradient, c.x());
    }

    private static void check(Fused op, Operand a, Operand b, Shape shape) {
        double[] actual = run(op, a, b, shape);
        double[] expected = run(op, wide(a, x -> x), wide(b, x -> x), shape);
        double[] condition = run(op, wide(a, Math::abs), wide(b, Math::abs), shape);
        for (int i = 0; i < expected.length; i++) {
            double error = Math.abs(actual[i] - expected[i]) / UNIT;
            assertTrue(error <= 4 * condition[i], op + ", output " + i);
        }
    }

    private static Operand wide(Operand operand, DoubleUnaryOperator function) {
        double[] values = TestOperand.values(operand);
        Operand wide = TestOperand.filled(DType.F64, operand.shape(), 0);
        for (int i = 0; i < values.length; i++) {
            TestOperand.set(wide, i, function.applyAsDouble(values[i]));
        }
        return wide;
    }

    @ParameterizedTest
    @MethodSource("cases")
    void twinsAndThreadsGiveTheSameBits(Case c) {
        Operand x = TestOperand.random(random, DType.F32, c.x());
        Operand weight = TestOperand.random(random, DType.F32, c.weight());
        Operand gradient = TestOperand.random(random, DType.F32, c.y());
        TwinBits.check(ConvKernels::execute, new Conv(c.geometry()), x, weight);
        TwinBits.check(
                ConvKernels::execute, new ConvInputGradient(c.geometry(), c.x()), weight, gradient);
    }

    /** What is not finite reaches the outputs that read it and no others, as in a sum. */
    @ParameterizedTest
    @ValueSource(doubles = {Double.POSITIVE_INFINITY, Double.NaN, 3e38})
    void aPixelReachesOnlyWhatReadsIt(double value) {
        Case c = new Case(Shape.of(3, 32, 15, 15), 34, 1, SAME, SAME);
        Operand x = TestOperand.random(random, DType.F32, c.x());
        Operand weight = TestOperand.filled(DType.F32, c.weight(), 1);
        TestOperand.set(weight, 4, 0);
        double[] before = run(new Conv(c.geometry()), x, weight, c.y());
        TestOperand.set(x, (32L + 0) * 225 + 7 * 15 + 6, value);
        double[] after = run(new Conv(c.geometry()), x, weight, c.y());
        for (int i = 0; i < after.length; i++) {
            int line = i / 15 % 15;
            int column = i % 15;
            boolean reads =
                    i / 225 / 34 == 1 && Math.abs(line - 7) <= 1 && Math.abs(column - 6) <= 1;
            double expected = reads ? reached(value, i, line, column) : before[i];
            assertEquals(expected, after[i], reads ? 1e32 : 1e-3, "output " + i);
        }
    }

    /** The weight of the centre of the first kernel is 0, all others are 1. */
    private static double reached(double value, int i, int line, int column) {
        boolean zero = i / 225 % 34 == 0 && line == 7 && column == 6;
        return zero ? value * 0 : value;
    }

    /** Where it meets padding, its product with 0 is not a number. */
    @ParameterizedTest
    @ValueSource(doubles = {Double.NEGATIVE_INFINITY, Double.NaN})
    void aWeightReachesOnlyItsChannel(double value) {
        Case c = new Case(Shape.of(1, 32, 16, 16), 32, 1, SAME, SAME);
        Operand x = TestOperand.filled(DType.F32, c.x(), 1);
        Operand weight = TestOperand.filled(DType.F32, c.weight(), 1);
        TestOperand.set(weight, 5 * 32 * 9, value);
        double[] y = run(new Conv(c.geometry()), x, weight, c.y());
        for (int i = 0; i < y.length; i++) {
            int line = i / 16 % 16;
            int column = i % 16;
            int taps = (line % 15 == 0 ? 2 : 3) * (column % 15 == 0 ? 2 : 3);
            double reached = line > 0 && column > 0 ? value : Double.NaN;
            assertEquals(i / 256 == 5 ? reached : 32 * taps, y[i], "output " + i);
        }
    }

    /** The other images of a batch are not asked. */
    @Test
    void anImageIsTheSameInAnyCompany() {
        Case c = new Case(Shape.of(3, 32, 14, 15), 34, 1, SAME, SAME);
        Operand x = TestOperand.random(random, DType.F32, c.x());
        Operand weight = TestOperand.random(random, DType.F32, c.weight());
        double[] before = run(new Conv(c.geometry()), x, weight, c.y());
        TestOperand.set(x, 32 * 14 * 15 + 17, Double.NaN);
        double[] after = run(new Conv(c.geometry()), x, weight, c.y());
        int image = 34 * 14 * 15;
        assertArrayEquals(Arrays.copyOf(before, image), Arrays.copyOf(after, image), 0);
        assertArrayEquals(
                Arrays.copyOfRange(before, 2 * image, 3 * image),
                Arrays.copyOfRange(after, 2 * image, 3 * image),
                0);
    }

    private static double[] run(Fused op, Operand a, Operand b, Shape shape) {
        Operand out = TestOperand.filled(a.dtype(), shape, Double.NaN);
        try (Workers workers = new Workers(1)) {
            ConvKernels.execute(workers, op, List.of(a, b), List.of(out));
        }
        return TestOperand.values(out);
    }
}
