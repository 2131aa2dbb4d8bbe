package org.ranvier.cpu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ranvier.DType;
import org.ranvier.Ranvier;
import org.ranvier.Scope;
import org.ranvier.Session;
import org.ranvier.SessionOptions;
import org.ranvier.Tensor;
import org.ranvier.cpu.twin.Vectors;
import org.ranvier.op.Op;
import org.ranvier.op.Reduction;

class ReductionTest {
    private static final int MILLION = 1_000_000;

    @AfterEach
    void automatic() {
        Vectors.use(Vectors.Mode.AUTO);
    }

    private static Session open(int threads) {
        return Ranvier.open("cpu", SessionOptions.defaults().withThreads(threads));
    }

    /** Along the last axis, along the first, and with the summed axis in between. */
    @ParameterizedTest
    @EnumSource(
            value = Vectors.Mode.class,
            names = {"ON", "OFF"})
    void sumsOfAMillionAreExact(Vectors.Mode mode) {
        Vectors.use(mode);
        Random random = new Random(1);
        float[] values = new float[MILLION];
        double expected = 0;
        for (int i = 0; i < MILLION; i++) {
            values[i] = 100 + random.nextFloat();
            expected += values[i];
        }
        try (Session session = open(2)) {
            Tensor x = session.tensor(values);
            assertEquals(expected, x.sum().item(), 1e-6 * expected);
            Tensor columns = x.reshape(MILLION / 8, 8).sum(0);
            assertEquals(expected, columns.sum().item(), 1e-6 * expected);
            Tensor middle = x.reshape(10, MILLION / 100, 10).sum(1);
            assertEquals(expected, middle.sum().item(), 1e-6 * expected);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 5})
    void threadsAndVectorsDoNotMatter(int threads) {
        int[][] shapes = {
            {70_001}, {300, 1, 257}, {3, 40_000}, {40_000, 3}, {7, 33, 129}, {5000, 30}
        };
        for (int[] shape : shapes) {
            for (Reduction function : Reduction.values()) {
                for (DType type : new DType[] {DType.F32, DType.F64, DType.I32}) {
                    Vectors.use(Vectors.Mode.ON);
                    double[][] expected = reduce(1, shape, type, function);
                    assertArrayEquals(expected, reduce(threads, shape, type, function));
                    Vectors.use(Vectors.Mode.OFF);
                    assertArrayEquals(
                            expected,
                            reduce(1, shape, type, function),
                            () -> function + " of " + type + Arrays.toString(shape));
                }
            }
        }
    }

    /** Along each axis, and along all. */
    private static double[][] reduce(int threads, int[] shape, DType type, Reduction function) {
        try (Session session = open(threads)) {
            long[] sizes = Arrays.stream(shape).asLongStream().toArray();
            Tensor x = session.randn(sizes).mul(3).add(0.5).to(type);
            double[][] results = new double[shape.length + 1][];
            for (int axis = 0; axis <= shape.length; axis++) {
                try (Scope _ = session.scope()) {
                    int[] axes = axis < shape.length ? new int[] {axis} : x.shape().axes();
                    Op op = new Op.Reduce(function, Arrays.stream(axes).boxed().toList());
                    results[axis] = x.session().apply(op, List.of(x)).get(0).toDoubleArray();
                }
            }
            return results;
        }
    }

    @Test
    void aNotANumberWins() {
        Vectors.use(Vectors.Mode.ON);
        try (Session session = open(1)) {
            for (int n : new int[] {1, 5, 31, 64, 100, 1000}) {
                for (int at : new int[] {0, n / 2, n - 1}) {
                    float[] values = new float[n];
                    values[at] = Float.NaN;
                    Tensor x = session.tensor(values);
                    assertEquals(Double.NaN, x.max(0).item());
                    assertEquals(Double.NaN, x.min(0).item());
                    assertEquals(at, x.argMax(0).item());
                    assertEquals(at, x.argMin(0).item());
                    assertEquals(
                            Double.NaN,
                            x.reshape(n, 1).expand(n, 3).copy().max(0).select(0, 1).item());
                }
            }
        }
    }
}
