package org.ranvier.cpu.conv;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.ranvier.DType;
import org.ranvier.Shape;
import org.ranvier.cpu.TestOperand;
import org.ranvier.cpu.parallel.Workers;
import org.ranvier.cpu.twin.Vectors;
import org.ranvier.op.Conv;
import org.ranvier.op.ConvGeometry;
import org.ranvier.op.ConvInputGradient;
import org.ranvier.op.ConvWeightGradient;
import org.ranvier.op.Fused;
import org.ranvier.op.Window;
import org.ranvier.spi.Operand;

/** Convolutions and their adjoints against the sums written down. */
class ConvKernelsTest {
    /** Input, number of output channels, groups, windows. */
    record Case(Shape x, long channels, long groups, Window... windows) {
        ConvGeometry geometry() {
            return new ConvGeometry(List.of(windows), groups);
        }

        Shape weight() {
            long[] kernel = Stream.of(windows).mapToLong(Window::size).toArray();
            return Shape.of(channels, x.size(1) / groups).concat(Shape.of(kernel));
        }

        Shape y() {
            Shape y = Shape.of(x.size(0), channels);
            for (int i = 0; i < windows.length; i++) {
                y = y.concat(Shape.of(windows[i].count(x.size(2 + i))));
            }
            return y;
        }

        @Override
        public String toString() {
            return x + " to " + channels + " in " + groups + " groups, " + List.of(windows);
        }
    }

    private final Workers one = new Workers(1);
    private final Random random = new Random(11);

    @AfterEach
    void vectorsAsBefore() {
        Vectors.use(Vectors.Mode.AUTO);
        one.close();
    }

    static Stream<Case> cases() {
        List<Case> cases = new ArrayList<>();
        Window same = Window.of(3, 1, 1);
        cases.add(new Case(Shape.of(2, 3, 20, 20), 7, 1, Window.of(5, 1, 0), Window.of(5, 1, 0)));
        cases.add(new Case(Shape.of(3, 70, 14, 14), 65, 1, same, same));
        cases.add(new Case(Shape.of(5, 64, 7, 7), 128, 1, same, same));
        cases.add(new Case(Shape.of(1, 6, 70, 61), 12, 1, same, same));
        cases.add(new Case(Shape.of(2, 3, 37, 33), 20, 1, Window.of(7, 2, 3), Window.of(7, 2, 3)));
        cases.add(new Case(Shape.of(2, 130, 9, 9), 70, 1, Window.of(1, 1, 0), Window.of(1, 1, 0)));
        cases.add(new Case(Shape.of(2, 10, 9, 9), 7, 1, Window.of(1, 2, 0), Window.of(1, 3, 0)));
        cases.add(new Case(Shape.of(2, 24, 10, 12), 24, 24, Window.of(3, 2, 1), same));
        cases.add(new Case(Shape.of(2, 8, 11, 13), 12, 4, Window.of(3, 3, 1), Window.of(2, 2, 0)));
        cases.add(
                new Case(
                        Shape.of(2, 4, 15, 16),
                        6,
                        2,
                        new Window(3, 2, 4, 1, 0, 2),
                        new Window(2, 3, 0, 2, 3, 4)));
        cases.add(new Case(Shape.of(2, 5, 3, 3), 4, 1, Window.of(2, 5, 4), Window.of(1, 3, 2)));
        cases.add(new Case(Shape.of(1, 2, 1, 1), 2, 1, same, same));
        cases.add(new Case(Shape.of(3, 4, 300), 5, 1, Window.of(9, 1, 4)));
        cases.add(new Case(Shape.of(2, 6, 1000), 8, 2, new Window(3, 2, 0, 3, 1, 5)));
        cases.add(
                new Case(
                        Shape.of(2, 3, 6, 7, 8),
                        5,
                        1,
                        Window.of(3, 2, 1),
                        Window.of(2, 1, 1),
                        new Window(3, 1, 2, 0, 0, 2)));
        cases.add(new Case(Shape.of(70, 1, 5, 5), 3, 1, same, same));
        return cases.stream();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void agreesWithTheSum(Case c) {
        for (Vectors.Mode mode : List.of(Vectors.Mode.ON, Vectors.Mode.OFF)) {
            Vectors.use(mode);
            agrees(c, DType.F32, 2e-5);
            agrees(c, DType.F64, 1e-13);
        }
    }

    private void agrees(Case c, DType type, double tolerance) {
        Operand x = TestOperand.random(random, type, c.x());
        Operand weight = TestOperand.random(random, type, c.weight());
        Operand gradient = TestOperand.random(random, type, c.y());
        double[] inputs = TestOperand.values(x);
        double[] weights = TestOperand.values(weight);
        double[] gradients = TestOperand.values(gradient);
        ConvNaive naive = new ConvNaive(c.geometry(), c.x(), c.weight(), c.y());
        compare(
                naive.forward(inputs, weights),
                run(one, new Conv(c.geometry()), x, weight, c.y()),
                tolerance);
        compare(
                naive.input(weights, gradients),
                run(one, new ConvInputGradient(c.geometry(), c.x()), weight, gradient, c.x()),
                tolerance);
        compare(
                naive.weight(inputs, gradients),
                run(one, new ConvWeightGradient(c.geometry(), c.weight()), x, gradient, c.weight()),
                tolerance);
    }

    private static void compare(double[] expected, double[] actual, double tolerance) {
        double largest = 1;
        for (double value : expected) {
            largest = Math.max(largest, Math.abs(value));
        }
        assertArrayEquals(expected, actual, tolerance * largest);
    }

    @Test
    void twinsAndThreadsGiveTheSameBits() {
        Case c = new Case(Shape.of(9, 20, 30, 31), 40, 2, Window.of(3, 1, 1), Window.of(5, 2, 1));
        Operand x = TestOperand.random(random, DType.F32, c.x());
        Operand weight = TestOperand.random(random, DType.F32, c.weight());
        Operand gradient = TestOperand.random(random, DType.F32, c.y());
        try (Workers two = new Workers(2)) {
            for (int op = 0; op < 3; op++) {
                Vectors.use(Vectors.Mode.OFF);
                double[] scalar = run(one, op, c, x, weight, gradient);
                Vectors.use(Vectors.Mode.ON);
                assertArrayEquals(scalar, run(one, op, c, x, weight, gradient), 0);
                assertArrayEquals(scalar, run(two, op, c, x, weight, gradient), 0);
            }
        }
    }

    private static double[] run(
            Workers workers, int op, Case c, Operand x, Operand weight, Operand gradient) {
        return switch (op) {
            case 0 -> run(workers, new Conv(c.geometry()), x, weight, c.y());
            case 1 ->
                    run(
                            workers,
                            new ConvInputGradient(c.geometry(), c.x()),
                            weight,
                            gradient,
                            c.x());
            default ->
                    run(
                            workers,
                            new ConvWeightGradient(c.geometry(), c.weight()),
                            x,
                            gradient,
                            c.weight());
        };
    }

    /** Where an infinite input is not read, it must leave no trace. */
    @Test
    void infiniteInputsReachOnlyWhatReadsThem() {
        Case c = new Case(Shape.of(1, 1, 8, 8), 2, 1, Window.of(3, 1, 0), Window.of(3, 1, 0));
        Operand x = TestOperand.filled(DType.F32, c.x(), 1);
        org.ranvier.cpu.memory.HostBuffer.of(x)
                .setAtIndex(java.lang.foreign.ValueLayout.JAVA_FLOAT, 63, Float.POSITIVE_INFINITY);
        Operand ones = TestOperand.filled(DType.F32, c.weight(), 1);
        double[] y = run(one, new Conv(c.geometry()), x, ones, c.y());
        Operand gradient = TestOperand.filled(DType.F32, c.y(), 1);
        double[] g =
                run(one, new ConvWeightGradient(c.geometry(), c.weight()), x, gradient, c.weight());
        for (int i = 0; i < 36; i++) {
            assertEquals(i == 35 ? Double.POSITIVE_INFINITY : 9, y[i]);
        }
        for (int i = 0; i < 9; i++) {
            assertEquals(i == 8 ? Double.POSITIVE_INFINITY : 36, g[i]);
        }
    }

    /** The result, in memory that was full of NaN. */
    private static double[] run(Workers workers, Fused op, Operand a, Operand b, Shape shape) {
        Operand out = TestOperand.filled(a.dtype(), shape, Double.NaN);
        ConvKernels.execute(workers, op, List.of(a, b), List.of(out));
        return TestOperand.values(out);
    }
}
