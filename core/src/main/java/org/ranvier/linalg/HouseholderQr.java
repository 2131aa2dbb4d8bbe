package org.ranvier.linalg;

import java.util.Arrays;

/**
 * {@code A·P = Q·R} by Householder reflections (Golub and Van Loan, Matrix Computations, 5.2 and
 * 5.4): Q orthogonal, R upper triangular, P a permutation that, if asked for, puts the longest
 * remaining column first and so makes R's diagonal fall and tells the rank.
 */
final class HouseholderQr {
    private static final double PRECISION = Math.ulp(1.0);

    /** Scaled: above the diagonal R, in and below it the vectors v of the reflections. */
    private final Matrix work;

    private final int exponent;
    private final double[] diagonal;

    /** The reflections are {@code I − τ·v·vᵀ}. */
    private final double[] tau;

    private final int[] order;

    HouseholderQr(Matrix a, boolean pivoting) {
        exponent = a.exponent();
        work = a.scale(-exponent);
        int steps = Math.min(a.rows(), a.columns());
        diagonal = new double[steps];
        tau = new double[steps];
        order = new int[a.columns()];
        Arrays.setAll(order, i -> i);
        for (int k = 0; k < steps; k++) {
            if (pivoting) {
                bringLongestTo(k);
            }
            reflect(k);
        }
    }

    private void bringLongestTo(int k) {
        int best = k;
        double longest = -1;
        for (int j = k; j < work.columns(); j++) {
            double[] column = work.column(j);
            double length = Matrix.dot(column, column, k);
            if (length > longest) {
                longest = length;
                best = j;
            }
        }
        work.swapColumns(k, best);
        int kept = order[k];
        order[k] = order[best];
        order[best] = kept;
    }

    private void reflect(int k) {
        double[] v = work.column(k);
        double length = Math.sqrt(Matrix.dot(v, v, k));
        diagonal[k] = v[k] > 0 ? -length : length;
        if (length == 0) {
            return;
        }
        v[k] -= diagonal[k];
        tau[k] = 2 / Matrix.dot(v, v, k);
        for (int j = k + 1; j < work.columns(); j++) {
            apply(k, work.column(j));
        }
    }

    private void apply(int k, double[] x) {
        double[] v = work.column(k);
        Matrix.add(x, -tau[k] * Matrix.dot(v, x, k), v, k);
    }

    /** Replaces x by {@code Qᵀ·x}. */
    void applyTransposed(double[] x) {
        for (int k = 0; k < tau.length; k++) {
            apply(k, x);
        }
    }

    /** Replaces x by {@code Q·x}. */
    void apply(double[] x) {
        for (int k = tau.length - 1; k >= 0; k--) {
            apply(k, x);
        }
    }

    /** The first columns of Q. */
    Matrix q(int columns) {
        Matrix q = new Matrix(work.rows(), columns);
        for (int j = 0; j < columns; j++) {
            q.set(j, j, 1);
            apply(q.column(j));
        }
        return q;
    }

    /** R without its zero rows. */
    Matrix r() {
        Matrix r = new Matrix(diagonal.length, work.columns());
        for (int j = 0; j < work.columns(); j++) {
            for (int i = 0; i <= j && i < diagonal.length; i++) {
                r.set(i, j, Math.scalb(i == j ? diagonal[i] : work.get(i, j), exponent));
            }
        }
        return r;
    }

    /** For each column of {@code A·P}, which column of A it is. */
    int[] order() {
        return order;
    }

    /** With pivoting: how many elements of R's diagonal stand out from rounding. */
    int rank() {
        double least = Math.max(work.rows(), work.columns()) * PRECISION;
        int rank = 0;
        while (rank < diagonal.length && Math.abs(diagonal[rank]) > least * Math.abs(diagonal[0])) {
            rank++;
        }
        return rank;
    }
}
