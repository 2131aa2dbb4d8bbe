package org.ranvier.linalg;

import java.util.Arrays;

/** {@code A = L·Lᵀ} of a symmetric positive definite matrix; only its lower triangle is read. */
final class Cholesky {
    private Cholesky() {}

    static Matrix factor(Matrix a) {
        int n = a.columns();
        Matrix l = new Matrix(n, n);
        for (int j = 0; j < n; j++) {
            double[] column = l.column(j);
            System.arraycopy(a.column(j), j, column, j, n - j);
            for (int k = 0; k < j; k++) {
                Matrix.add(column, -l.get(j, k), l.column(k), j);
            }
            double pivot = column[j];
            if (!(pivot > 0)) {
                throw new ArithmeticException(
                        "cholesky: the matrix is not positive definite: pivot "
                                + j
                                + " is "
                                + pivot
                                + "; a small multiple of the identity makes a singular one so");
            }
            double root = Math.sqrt(pivot);
            for (int i = j; i < n; i++) {
                column[i] /= root;
            }
        }
        return l;
    }

    /** Solves {@code L·Lᵀ·x = b}. */
    static double[] solve(Matrix l, double[] b) {
        double[] x = Arrays.copyOf(b, b.length);
        for (int k = 0; k < x.length; k++) {
            x[k] /= l.get(k, k);
            Matrix.add(x, -x[k], l.column(k), k + 1);
        }
        for (int k = x.length - 1; k >= 0; k--) {
            x[k] = (x[k] - Matrix.dot(l.column(k), x, k + 1)) / l.get(k, k);
        }
        return x;
    }
}
