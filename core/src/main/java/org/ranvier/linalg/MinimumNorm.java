package org.ranvier.linalg;

import java.util.Arrays;

/**
 * Least squares of minimum norm through a complete orthogonal decomposition (Golub and Van Loan
 * 5.5): {@code A·P = Q·R} with pivoting tells the rank r; the r rows of R that count are decomposed
 * once more, {@code Rᵀ = Z·T}, so that {@code x = P·Z·T⁻ᵀ·(Qᵀb)}.
 */
final class MinimumNorm {
    private final HouseholderQr outer;
    private final HouseholderQr inner;
    private final Matrix t;
    private final int rank;
    private final int columns;

    MinimumNorm(Matrix a) {
        columns = a.columns();
        outer = new HouseholderQr(a, true);
        rank = outer.rank();
        Matrix r = outer.r();
        Matrix rows = new Matrix(columns, rank);
        for (int i = 0; i < rank; i++) {
            for (int j = i; j < columns; j++) {
                rows.set(j, i, r.get(i, j));
            }
        }
        inner = new HouseholderQr(rows, false);
        t = inner.r();
    }

    int rank() {
        return rank;
    }

    double[] solve(double[] b) {
        double[] rotated = b.clone();
        outer.applyTransposed(rotated);
        double[] y = Arrays.copyOf(Arrays.copyOf(rotated, rank), columns);
        forwardSubstitute(y);
        inner.apply(y);
        double[] x = new double[columns];
        for (int j = 0; j < columns; j++) {
            x[outer.order()[j]] = y[j];
        }
        return x;
    }

    /** Solves {@code Tᵀ·x = y}, in place. */
    private void forwardSubstitute(double[] y) {
        for (int k = 0; k < rank; k++) {
            double sum = y[k];
            for (int i = 0; i < k; i++) {
                sum -= t.get(i, k) * y[i];
            }
            y[k] = sum / t.get(k, k);
        }
    }
}
