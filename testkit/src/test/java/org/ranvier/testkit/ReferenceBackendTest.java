package org.ranvier.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.ranvier.DType;
import org.ranvier.Session;
import org.ranvier.Shape;
import org.ranvier.Tensor;
import org.ranvier.TensorSpec;
import org.ranvier.op.Conv;
import org.ranvier.op.ConvGeometry;
import org.ranvier.op.Distribution;
import org.ranvier.op.Op;
import org.ranvier.op.Softmax;
import org.ranvier.op.Unary;
import org.ranvier.op.Window;

/** The reference against numbers worked out by hand. */
class ReferenceBackendTest {
    @Test
    void softmaxOfTheWorkedExample() {
        try (Session s = ReferenceBackend.open()) {
            Tensor x = s.tensor(new double[] {0.6, 3.4, -1.2, 0.05});
            Tensor y = s.apply(new Softmax(0, false), List.of(x)).get(0);
            double[] expected = {0.0550, 0.9042, 0.0091, 0.0317};
            assertArrayEquals(expected, y.toDoubleArray(), 5e-5);
        }
    }

    @Test
    void productOfTwoMatrices() {
        try (Session s = ReferenceBackend.open()) {
            Tensor a = s.tensor(new float[] {1, 2, 3, 4, 5, 6}, 2, 3);
            assertArrayEquals(new float[] {14, 32, 32, 77}, a.matmul(a.transpose()).toFloatArray());
        }
    }

    @Test
    void crossCorrelationOfOnesCountsTheWindow() {
        try (Session s = ReferenceBackend.open()) {
            ConvGeometry geometry =
                    new ConvGeometry(List.of(Window.of(3, 2, 1), Window.of(3, 2, 1)), 1);
            Tensor y =
                    s.apply(new Conv(geometry), List.of(s.ones(1, 1, 6, 6), s.ones(1, 1, 3, 3)))
                            .get(0);
            assertArrayEquals(new float[] {4, 6, 6, 6, 9, 9, 6, 9, 9}, y.toFloatArray());
        }
    }

    @Test
    void sizesOfConvolutionsFollowTheFormula() {
        assertEquals(28, Window.of(5, 1, 2).count(28));
        assertEquals(112, Window.of(7, 2, 3).count(224));
        assertEquals(1, Window.of(3, 1, 0).count(3));
        assertEquals(6, new Window(3, 2, 1, 1, 0, 2).count(14));
        assertEquals(0, Window.of(4, 1, 0).count(3));
    }

    @Test
    void aConvolutionSlidesItsKernelWithoutTurningIt() {
        try (Session s = ReferenceBackend.open()) {
            Tensor x = s.tensor(new float[] {1, 2, 3, 4, 5, 6, 7, 8, 9}, 1, 1, 3, 3);
            Tensor w = s.tensor(new float[] {1, 0, 0, -2}, 1, 1, 2, 2);
            ConvGeometry g = new ConvGeometry(List.of(Window.of(2, 1, 0), Window.of(2, 1, 0)), 1);
            Tensor y = s.apply(new Conv(g), List.of(x, w)).get(0);
            assertArrayEquals(new float[] {-9, -10, -12, -13}, y.toFloatArray());
        }
    }

    /** The published known answer of Philox-4x32-10 for a key and counter of zeros. */
    @Test
    void randomBitsOfSeedZero() {
        try (Session s = ReferenceBackend.open()) {
            TensorSpec four = new TensorSpec(DType.I32, Shape.of(4));
            Op op = new Op.Random(Distribution.BITS, four, 0, 0);
            int[] expected = {0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8};
            assertArrayEquals(expected, s.apply(op, List.of()).get(0).toIntArray());
        }
    }

    @Test
    void sortPutsNaNLastAndKeepsTheOrderOfEqualElements() {
        try (Session s = ReferenceBackend.open()) {
            Tensor x = s.tensor(new float[] {2, Float.NaN, 0f, -0f, 2, 1});
            assertArrayEquals(new int[] {2, 3, 5, 0, 4, 1}, x.argSort(0, false).toIntArray());
            assertArrayEquals(new int[] {1, 0, 4, 5, 2, 3}, x.argSort(0, true).toIntArray());
        }
    }

    @Test
    void foldAddsOverlappingWindows() {
        try (Session s = ReferenceBackend.open()) {
            Tensor windows = s.ones(3, 3);
            Tensor y = s.apply(new Op.Fold(0, 8, 2, 1), List.of(windows)).get(0);
            assertArrayEquals(new float[] {1, 1, 2, 1, 2, 1, 1, 0}, y.toFloatArray());
        }
    }

    @Test
    void integersWrapAround() {
        try (Session s = ReferenceBackend.open()) {
            Tensor x = s.tensor(new int[] {Integer.MIN_VALUE, Integer.MAX_VALUE, 65536});
            assertEquals(65535, x.sum().item());
            assertArrayEquals(
                    new int[] {Integer.MIN_VALUE, -Integer.MAX_VALUE, -65536},
                    x.neg().toIntArray());
            assertArrayEquals(new int[] {0, 1, 0}, x.map(Unary.SQUARE).toIntArray());
        }
    }

    @Test
    void conversionToIntegersCutsAndSaturates() {
        try (Session s = ReferenceBackend.open()) {
            Tensor x = s.tensor(new double[] {-1.9, 2.9, 1e300, Double.NaN});
            assertArrayEquals(
                    new int[] {-1, 2, Integer.MAX_VALUE, 0}, x.to(DType.I32).toIntArray());
        }
    }

    @Test
    void gradientOfAProductOfFactorsWithAZero() {
        try (Session s = ReferenceBackend.open()) {
            Tensor x = s.tensor(new double[] {2, 0, 3, 4});
            Tensor g = s.valueAndGradients(List.of(x), x::prod).of(x);
            assertArrayEquals(new double[] {0, 24, 0, 0}, g.toDoubleArray());
        }
    }
}
