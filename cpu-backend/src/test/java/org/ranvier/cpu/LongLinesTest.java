package org.ranvier.cpu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ranvier.DType;
import org.ranvier.Ranvier;
import org.ranvier.Session;
import org.ranvier.SessionOptions;
import org.ranvier.Shape;
import org.ranvier.Tensor;
import org.ranvier.TensorSpec;
import org.ranvier.op.Distribution;
import org.ranvier.op.Op;
import org.ranvier.random.Philox;

/** Lines longer than the pieces that they are worked on in. */
class LongLinesTest {
    private static final int LONG = 5003;
    private Session session;

    @BeforeEach
    void open() {
        session = Ranvier.open("cpu", SessionOptions.defaults().withThreads(2));
    }

    @AfterEach
    void close() {
        session.close();
    }

    private Tensor apply(Op op, Tensor... in) {
        return session.apply(op, List.of(in)).get(0);
    }

    /** Of {@code h ← a·h + b}, along the last axis and along one before another. */
    @ParameterizedTest
    @CsvSource({"1,false", "1,true", "700,false", "700,true"})
    void linearScan(int inner, boolean reverse) {
        int length = inner == 1 ? LONG : 7;
        double[] a = session.rand(length, inner).toDoubleArray();
        double[] b = session.randn(length, inner).toDoubleArray();
        Tensor scanned =
                apply(
                        new Op.Scan(Op.Recurrence.LINEAR, 0, reverse),
                        session.tensor(a).reshape(length, inner),
                        session.tensor(b).reshape(length, inner));
        double[] expected = new double[a.length];
        for (int k = 0; k < inner; k++) {
            double h = 0;
            for (int step = 0; step < length; step++) {
                int at = (reverse ? length - 1 - step : step) * inner + k;
                h = a[at] * h + b[at];
                expected[at] = h;
            }
        }
        assertArrayEquals(expected, scanned.toDoubleArray(), 1e-12);
    }

    @Test
    void gatherAndScatterAddOfWideRows() {
        int[] places = {3, 0, 3, -1, 3};
        Tensor x = session.randn(5, 1300);
        Tensor taken = apply(new Op.Gather(0), x, session.tensor(places));
        for (int i = 0; i < places.length; i++) {
            Tensor row = x.select(0, Math.floorMod(places[i], 5));
            assertArrayEquals(row.toFloatArray(), taken.select(0, i).toFloatArray());
        }
        Tensor added = apply(new Op.ScatterAdd(0, 5), x, session.tensor(places));
        Tensor third = x.select(0, 0).add(x.select(0, 2)).add(x.select(0, 4));
        assertArrayEquals(third.toFloatArray(), added.select(0, 3).toFloatArray(), 1e-6f);
        assertArrayEquals(new float[1300], added.select(0, 1).toFloatArray());
        assertArrayEquals(x.select(0, 3).toFloatArray(), added.select(0, 4).toFloatArray());
    }

    /** Every element as if it had been drawn alone. */
    @ParameterizedTest
    @ValueSource(strings = {"F32", "F64"})
    void randomNumbers(DType type) {
        long seed = 0x123456789ABCDEFL;
        int words = type == DType.F64 ? 2 : 1;
        TensorSpec spec = new TensorSpec(type, Shape.of(LONG));
        double[] normal = apply(new Op.Random(Distribution.NORMAL, spec, seed, 12)).toDoubleArray();
        double[] even = apply(new Op.Random(Distribution.UNIFORM, spec, seed, 12)).toDoubleArray();
        for (int i = 0; i < LONG; i++) {
            long at = 12 + (long) i * words;
            boolean wide = type == DType.F64;
            assertEquals(
                    wide ? Philox.normalDouble(seed, at) : Philox.normalFloat(seed, at), normal[i]);
            assertEquals(
                    wide ? Philox.uniformDouble(seed, at) : Philox.uniformFloat(seed, at), even[i]);
        }
    }

    /** With many ties, both zeros, infinities and NaN. */
    @ParameterizedTest
    @CsvSource({"F32,false", "F32,true", "F64,false", "F64,true", "I32,false", "I32,true"})
    void sortingIsStable(DType type, boolean descending) {
        Random random = new Random(5);
        double[] special = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, -0.0};
        double[] values =
                random.doubles(LONG)
                        .map(v -> v < 0.1 ? special[random.nextInt(4)] : Math.rint(v * 99 - 50))
                        .toArray();
        Tensor x = session.tensor(values).to(type);
        double[] v = Arrays.stream(x.toDoubleArray()).map(e -> e + 0.0).toArray();
        Comparator<Integer> ascending = (i, j) -> Double.compare(v[i], v[j]);
        int[] expected =
                IntStream.range(0, LONG)
                        .boxed()
                        .sorted(descending ? ascending.reversed() : ascending)
                        .mapToInt(i -> i)
                        .toArray();
        assertArrayEquals(expected, apply(new Op.ArgSort(0, descending), x).toIntArray());
    }
}
