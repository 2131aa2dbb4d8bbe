package org.ranvier.cuda;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.ranvier.DType;
import org.ranvier.Precision;
import org.ranvier.Ranvier;
import org.ranvier.Session;
import org.ranvier.SessionOptions;
import org.ranvier.Shape;
import org.ranvier.Tensor;
import org.ranvier.op.Conv;
import org.ranvier.op.ConvGeometry;
import org.ranvier.op.ConvInputGradient;
import org.ranvier.op.ConvWeightGradient;
import org.ranvier.op.Op;
import org.ranvier.op.Window;
import org.ranvier.testkit.ReferenceBackend;

/** Products on tensor cores: those of factors rounded to the shorter format, with sums in F32. */
@WithCuda
class PrecisionTest {
    private static final String CHOICE = "ranvier.cuda.gemm";
    private static final ConvGeometry GEOMETRY =
            new ConvGeometry(List.of(Window.of(3, 2, 1), Window.of(3, 1, 1)), 2);

    private record Case(String name, Op op, Shape a, Shape b) {}

    private static final List<Case> CASES =
            List.of(
                    new Case("one", new Op.MatMul(), Shape.of(1, 1), Shape.of(1, 1)),
                    new Case("small", new Op.MatMul(), Shape.of(20, 17), Shape.of(17, 33)),
                    new Case("large", new Op.MatMul(), Shape.of(150, 33), Shape.of(33, 260)),
                    new Case("long", new Op.MatMul(), Shape.of(9, 2000), Shape.of(2000, 5)),
                    new Case("batches", new Op.MatMul(), Shape.of(3, 9, 8), Shape.of(3, 8, 7)),
                    new Case(
                            "conv", new Conv(GEOMETRY), Shape.of(2, 4, 9, 8), Shape.of(6, 2, 3, 3)),
                    new Case(
                            "conv to input",
                            new ConvInputGradient(GEOMETRY, Shape.of(2, 4, 9, 8)),
                            Shape.of(6, 2, 3, 3),
                            Shape.of(2, 6, 5, 8)),
                    new Case(
                            "conv to weight",
                            new ConvWeightGradient(GEOMETRY, Shape.of(6, 2, 3, 3)),
                            Shape.of(2, 4, 9, 8),
                            Shape.of(2, 6, 5, 8)));

    @AfterEach
    void chooseNothing() {
        System.clearProperty(CHOICE);
    }

    @TestFactory
    Stream<DynamicTest> roundsTheFactorsOnly() {
        return Stream.of("own", "cublas")
                .flatMap(library ->
                        Stream.of(Precision.TF32, Precision.BF16)
                                .flatMap(p ->
                                        CASES.stream()
                                                .map(c ->
                                                        DynamicTest.dynamicTest(
                                                                library + " " + p + " " + c.name(),
                                                                () -> compare(library, p, c)))));
    }

    private static void compare(String library, Precision precision, Case c) {
        System.setProperty(CHOICE, library);
        SessionOptions options = SessionOptions.defaults().withPrecision(precision);
        try (Session device = Ranvier.open("cuda:0", options);
                Session reference = ReferenceBackend.open()) {
            float[] a = device.randn(c.a().toArray()).toFloatArray();
            float[] b = device.randn(c.b().toArray()).toFloatArray();
            double[] actual = product(device, DType.F32, c, a, b);
            float[] shortA = rounded(a, precision);
            float[] shortB = rounded(b, precision);
            double[] expected = product(reference, DType.F64, c, shortA, shortB);
            double[] condition =
                    product(reference, DType.F64, c, absolute(shortA), absolute(shortB));
            for (int i = 0; i < expected.length; i++) {
                assertEquals(expected[i], actual[i], 0x1p-19 * condition[i]);
            }
            double[] full = product(reference, DType.F64, c, a, b);
            double[] wide = product(device, DType.F64, c, a, b);
            assertArrayEquals(full, wide, 1e-11, "F64 is not touched");
            if (full.length > 1) {
                assertTrue(distance(full, actual) > 1e-4, "the shorter format is used");
            }
        }
    }

    private static double[] product(Session session, DType type, Case c, float[] a, float[] b) {
        Tensor left = session.tensor(a, c.a().toArray()).to(type);
        Tensor right = session.tensor(b, c.b().toArray()).to(type);
        Tensor y = session.apply(c.op(), List.of(left, right)).get(0);
        return y.to(DType.F64).flatten().toDoubleArray();
    }

    private static float[] absolute(float[] x) {
        float[] y = new float[x.length];
        for (int i = 0; i < x.length; i++) {
            y[i] = Math.abs(x[i]);
        }
        return y;
    }

    private static double distance(double[] a, double[] b) {
        double largest = 0;
        for (int i = 0; i < a.length; i++) {
            largest = Math.max(largest, Math.abs(a[i] - b[i]));
        }
        return largest;
    }

    private static float[] rounded(float[] x, Precision precision) {
        int dropped = precision == Precision.TF32 ? 13 : 16;
        float[] y = new float[x.length];
        for (int i = 0; i < x.length; i++) {
            int bits = Float.floatToRawIntBits(x[i]);
            boolean tieToEven = precision == Precision.BF16 && (bits >>> dropped & 1) == 0;
            int half = (1 << dropped - 1) - (tieToEven ? 1 : 0);
            y[i] = Float.intBitsToFloat(bits + half & -(1 << dropped));
        }
        return y;
    }
}
