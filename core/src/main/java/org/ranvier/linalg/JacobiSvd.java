package org.ranvier.linalg;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * The singular value decomposition by one-sided Jacobi rotations on the triangle of a pivoted QR
 * (Drmač and Veselić, "New fast and accurate Jacobi SVD algorithm", 2008, in its simplest form).
 * With {@code A·P = Q·R} the columns of {@code G = Rᵀ} are rotated until they are orthogonal:
 * {@code G·W = Y·Σ}, hence {@code A = (Q·W)·Σ·(P·Y)ᵀ}.
 */
final class JacobiSvd {
    private static final int MAX_SWEEPS = 60;
    private static final double PRECISION = Math.ulp(1.0);

    private final Matrix u;
    private final double[] singular;
    private final Matrix v;

    JacobiSvd(Matrix a) {
        boolean wide = a.rows() < a.columns();
        Matrix tall = wide ? a.transpose() : a;
        int n = tall.columns();
        int exponent = tall.exponent();
        HouseholderQr qr = new HouseholderQr(tall.scale(-exponent), true);
        Matrix g = qr.r().transpose();
        Matrix w = Matrix.identity(n);
        orthogonalise(g, w);
        double[] lengths = new double[n];
        Arrays.setAll(lengths, j -> Math.sqrt(Matrix.dot(g.column(j), g.column(j), 0)));
        int[] falling = falling(lengths);
        singular = new double[n];
        Matrix left = new Matrix(tall.rows(), n);
        Matrix y = new Matrix(n, n);
        int nonZero = 0;
        for (int j = 0; j < n; j++) {
            int from = falling[j];
            singular[j] = Math.scalb(lengths[from], exponent);
            System.arraycopy(w.column(from), 0, left.column(j), 0, n);
            qr.apply(left.column(j));
            if (lengths[from] > 0) {
                nonZero++;
                Matrix.add(y.column(j), 1 / lengths[from], g.column(from), 0);
            }
        }
        complete(y, nonZero);
        Matrix right = permuted(y, qr.order());
        u = wide ? right : left;
        v = wide ? left : right;
    }

    Matrix u() {
        return u;
    }

    double[] singular() {
        return singular;
    }

    Matrix v() {
        return v;
    }

    private static void orthogonalise(Matrix g, Matrix w) {
        for (int sweep = 0; sweep < MAX_SWEEPS; sweep++) {
            boolean rotated = false;
            double[] squares = new double[g.columns()];
            Arrays.setAll(squares, j -> Matrix.dot(g.column(j), g.column(j), 0));
            for (int p = 0; p < g.columns(); p++) {
                for (int q = p + 1; q < g.columns(); q++) {
                    rotated |= rotate(g, w, squares, p, q);
                }
            }
            if (!rotated) {
                return;
            }
        }
        throw new ArithmeticException(
                "svd: no convergence after " + MAX_SWEEPS + " sweeps of Jacobi rotations");
    }

    /** Makes two columns orthogonal and keeps their squared lengths; false if they are. */
    private static boolean rotate(Matrix g, Matrix w, double[] squares, int p, int q) {
        double[] x = g.column(p);
        double[] y = g.column(q);
        double xx = squares[p];
        double yy = squares[q];
        double xy = Matrix.dot(x, y, 0);
        double allowed = Math.max(10, g.rows()) * PRECISION * Math.sqrt(xx) * Math.sqrt(yy);
        if (!(Math.abs(xy) > allowed)) {
            return false;
        }
        double zeta = (yy - xx) / (2 * xy);
        double t = Math.copySign(1, zeta) / (Math.abs(zeta) + Math.hypot(1, zeta));
        double c = 1 / Math.hypot(1, t);
        squares[p] = Math.max(0, xx - t * xy);
        squares[q] = yy + t * xy;
        turn(x, y, c, c * t);
        turn(w.column(p), w.column(q), c, c * t);
        return true;
    }

    static void turn(double[] x, double[] y, double c, double s) {
        for (int i = 0; i < x.length; i++) {
            double a = x[i];
            x[i] = c * a - s * y[i];
            y[i] = s * a + c * y[i];
        }
    }

    private static int[] falling(double[] values) {
        return IntStream.range(0, values.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -values[i]))
                .mapToInt(i -> i)
                .toArray();
    }

    /** Fills the columns from an index on so that all are orthonormal. */
    private static void complete(Matrix y, int known) {
        if (known == y.columns()) {
            return;
        }
        Matrix head = new Matrix(y.rows(), known);
        for (int j = 0; j < known; j++) {
            System.arraycopy(y.column(j), 0, head.column(j), 0, y.rows());
        }
        Matrix basis = new HouseholderQr(head, false).q(y.rows());
        for (int j = known; j < y.columns(); j++) {
            System.arraycopy(basis.column(j), 0, y.column(j), 0, y.rows());
        }
    }

    private static Matrix permuted(Matrix y, int[] order) {
        Matrix moved = new Matrix(y.rows(), y.columns());
        for (int j = 0; j < y.columns(); j++) {
            for (int i = 0; i < y.rows(); i++) {
                moved.set(order[i], j, y.get(i, j));
            }
        }
        return moved;
    }
}
