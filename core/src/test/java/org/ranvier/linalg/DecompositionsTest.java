package org.ranvier.linalg;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.ranvier.random.Philox;

class DecompositionsTest {
    private static Matrix random(int rows, int columns, long seed) {
        Matrix m = new Matrix(rows, columns);
        for (int j = 0; j < columns; j++) {
            for (int i = 0; i < rows; i++) {
                m.set(i, j, Philox.normalDouble(seed, 2L * (i * columns + j)));
            }
        }
        return m;
    }

    private static Matrix product(Matrix a, Matrix b) {
        Matrix c = new Matrix(a.rows(), b.columns());
        for (int j = 0; j < b.columns(); j++) {
            for (int k = 0; k < a.columns(); k++) {
                Matrix.add(c.column(j), b.get(k, j), a.column(k), 0);
            }
        }
        return c;
    }

    private static Matrix hilbert(int size) {
        Matrix m = new Matrix(size, size);
        for (int j = 0; j < size; j++) {
            for (int i = 0; i < size; i++) {
                m.set(i, j, 1.0 / (i + j + 1));
            }
        }
        return m;
    }

    private static Matrix filled(int rows, int columns, double value) {
        Matrix m = new Matrix(rows, columns);
        for (int j = 0; j < columns; j++) {
            Arrays.fill(m.column(j), value);
        }
        return m;
    }

    static Stream<Matrix> matrices() {
        List<Matrix> all = new ArrayList<>();
        int[][] sizes = {
            {1, 1}, {5, 5}, {40, 7}, {7, 40}, {1, 6}, {6, 1}, {3, 0}, {0, 3}, {60, 60}
        };
        for (int[] size : sizes) {
            all.add(random(size[0], size[1], 7));
        }
        all.add(hilbert(12));
        all.add(product(random(20, 3, 1), random(3, 10, 2)));
        all.add(product(random(10, 2, 3), random(2, 30, 4)));
        all.add(filled(8, 5, 1));
        all.add(new Matrix(4, 3));
        all.add(random(9, 6, 5).scale(600));
        all.add(random(9, 6, 5).scale(-600));
        Matrix graded = random(12, 8, 6);
        for (int j = 0; j < 8; j++) {
            for (int i = 0; i < 12; i++) {
                graded.set(i, j, graded.get(i, j) * Math.pow(10, -2.0 * j));
            }
        }
        all.add(graded);
        return all.stream();
    }

    private static void checkOrthonormal(Matrix q) {
        for (int i = 0; i < q.columns(); i++) {
            for (int j = 0; j <= i; j++) {
                assertEquals(i == j ? 1 : 0, Matrix.dot(q.column(i), q.column(j), 0), 1e-13);
            }
        }
    }

    private static void checkEqual(Matrix expected, Matrix actual, double relative) {
        double size = Math.scalb(1.0, expected.exponent());
        assertArrayEquals(expected.toRowMajor(), actual.toRowMajor(), relative * size);
    }

    @ParameterizedTest
    @MethodSource("matrices")
    void qrIsWhatItSays(Matrix a) {
        for (boolean pivoting : new boolean[] {false, true}) {
            HouseholderQr qr = new HouseholderQr(a, pivoting);
            Matrix q = qr.q(Math.min(a.rows(), a.columns()));
            checkOrthonormal(q);
            Matrix moved = new Matrix(a.rows(), a.columns());
            for (int j = 0; j < a.columns(); j++) {
                System.arraycopy(a.column(qr.order()[j]), 0, moved.column(j), 0, a.rows());
            }
            checkEqual(moved, product(q, qr.r()), 1e-13);
            for (int j = 0; j < qr.r().columns(); j++) {
                for (int i = j + 1; i < qr.r().rows(); i++) {
                    assertEquals(0, qr.r().get(i, j));
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("matrices")
    void svdIsWhatItSays(Matrix a) {
        JacobiSvd svd = new JacobiSvd(a);
        checkOrthonormal(svd.u());
        checkOrthonormal(svd.v());
        Matrix scaled = svd.u().copy();
        for (int j = 0; j < svd.singular().length; j++) {
            double s = svd.singular()[j];
            assertTrue(s >= 0 && (j == 0 || s <= svd.singular()[j - 1]));
            for (int i = 0; i < scaled.rows(); i++) {
                scaled.set(i, j, scaled.get(i, j) * s);
            }
        }
        checkEqual(a, product(scaled, svd.v().transpose()), 1e-13);
    }

    /** Pascal's matrix of size 10, whose condition is 4e9; values to 60 digits by mpmath. */
    @Test
    void singularValuesOfAnIllConditionedMatrix() {
        Matrix pascal = filled(10, 10, 1);
        for (int i = 1; i < 10; i++) {
            for (int j = 1; j < 10; j++) {
                pascal.set(i, j, pascal.get(i - 1, j) + pascal.get(i, j - 1));
            }
        }
        double[] s = new JacobiSvd(pascal).singular();
        assertEquals(64460.88501701745, s[0], 1e-14 * s[0]);
        assertEquals(1.8938033454780938, s[4], 1e-12 * s[4]);
        assertEquals(1.5513283749300114e-05, s[9], 1e-10 * s[9]);
    }

    @Test
    void aRankDeficientMatrixHasItsRank() {
        Matrix a = product(random(20, 3, 1), random(3, 10, 2));
        assertEquals(3, new HouseholderQr(a, true).rank());
        assertEquals(0, new HouseholderQr(new Matrix(4, 3), true).rank());
        double[] s = new JacobiSvd(a).singular();
        assertTrue(s[3] < 1e-14 * s[0], "σ₄ = " + s[3]);
    }

    /** The pseudo-inverse through the singular values, for comparison. */
    private static double[] throughSvd(Matrix a, double[] b) {
        JacobiSvd svd = new JacobiSvd(a);
        double[] x = new double[a.columns()];
        for (int j = 0; j < svd.singular().length; j++) {
            double s = svd.singular()[j];
            if (s > 1e-12 * svd.singular()[0]) {
                Matrix.add(x, Matrix.dot(svd.u().column(j), b, 0) / s, svd.v().column(j), 0);
            }
        }
        return x;
    }

    /** Without those of which rounding decides the rank. */
    static Stream<Matrix> matricesOfClearRank() {
        return matrices()
                .filter(a -> {
                    double[] s = new JacobiSvd(a).singular();
                    return Arrays.stream(s).noneMatch(x -> x < 1e-9 * s[0] && x > 1e-15 * s[0]);
                });
    }

    @ParameterizedTest
    @MethodSource("matricesOfClearRank")
    void leastSquaresAreThoseOfThePseudoInverse(Matrix a) {
        double[] b = random(a.rows(), 1, 9).column(0);
        double[] expected = throughSvd(a, b);
        double size = Arrays.stream(expected).map(Math::abs).max().orElse(0);
        assertArrayEquals(expected, new MinimumNorm(a).solve(b), 1e-12 * size);
    }

    @Test
    void leastSquaresOfAnIllConditionedSystemFit() {
        Matrix a = hilbert(8);
        double[] ones = new double[8];
        Arrays.fill(ones, 1);
        Matrix x = new Matrix(8, 1);
        System.arraycopy(ones, 0, x.column(0), 0, 8);
        double[] b = product(a, x).column(0);
        double[] found = new MinimumNorm(a).solve(b);
        assertArrayEquals(ones, found, 1e-5);
        System.arraycopy(found, 0, x.column(0), 0, 8);
        assertArrayEquals(b, product(a, x).column(0), 1e-14);
    }

    @Test
    void eigenvaluesOfASymmetricMatrix() {
        for (int n : new int[] {0, 1, 2, 30}) {
            Matrix half = random(n, n, 11);
            Matrix a = new Matrix(n, n);
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    a.set(i, j, half.get(i, j) + half.get(j, i));
                }
            }
            JacobiEigen eigen = new JacobiEigen(a);
            checkOrthonormal(eigen.vectors());
            Matrix scaled = eigen.vectors().copy();
            for (int j = 0; j < n; j++) {
                assertTrue(j == 0 || eigen.values()[j] >= eigen.values()[j - 1]);
                for (int i = 0; i < n; i++) {
                    scaled.set(i, j, scaled.get(i, j) * eigen.values()[j]);
                }
            }
            checkEqual(a, product(scaled, eigen.vectors().transpose()), 1e-13);
        }
        Matrix known = Matrix.ofRowMajor(2, 2, new double[] {2, 99, 1, 2});
        assertArrayEquals(new double[] {1, 3}, new JacobiEigen(known).values(), 1e-15);
    }

    @Test
    void choleskyFactorsAndSolves() {
        Matrix half = random(15, 10, 12);
        Matrix a = product(half.transpose(), half);
        Matrix l = Cholesky.factor(a);
        checkEqual(a, product(l, l.transpose()), 1e-14);
        double[] b = random(10, 1, 13).column(0);
        Matrix x = new Matrix(10, 1);
        System.arraycopy(Cholesky.solve(l, b), 0, x.column(0), 0, 10);
        assertArrayEquals(b, product(a, x).column(0), 1e-12);
    }

    @Test
    void choleskyRefusesWhatIsNotPositiveDefinite() {
        Matrix a = Matrix.ofRowMajor(2, 2, new double[] {1, 2, 2, 1});
        Throwable error = assertThrows(ArithmeticException.class, () -> Cholesky.factor(a));
        assertEquals(
                "cholesky: the matrix is not positive definite: pivot 1 is -3.0; a small multiple of"
                        + " the identity makes a singular one so",
                error.getMessage());
    }
}
