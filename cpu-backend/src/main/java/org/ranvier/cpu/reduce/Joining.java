package org.ranvier.cpu.reduce;

import org.ranvier.DType;
import org.ranvier.op.Reduction;

/**
 * How elements of a type become one. Partial results are F64, which holds every I32 and truth value
 * and gives sums of F32 the precision that long ones need.
 *
 * @param function the reduction
 * @param type the type of the elements
 */
record Joining(Reduction function, DType type) {
    /** What changes nothing. */
    double identity() {
        return switch (function) {
            case SUM -> 0;
            case PROD -> 1;
            case MAX -> Double.NEGATIVE_INFINITY;
            case MIN -> Double.POSITIVE_INFINITY;
        };
    }

    /** Joins {@code s[to + i]} and {@code v[from + i]} into the former; integers wrap around. */
    void join(double[] s, int to, double[] v, int from, int n) {
        boolean whole = type == DType.I32;
        switch (function) {
            case SUM -> {
                if (whole) {
                    addWhole(s, to, v, from, n);
                } else {
                    add(s, to, v, from, n);
                }
            }
            case PROD -> {
                if (whole) {
                    multiplyWhole(s, to, v, from, n);
                } else {
                    multiply(s, to, v, from, n);
                }
            }
            case MAX -> max(s, to, v, from, n);
            case MIN -> min(s, to, v, from, n);
        }
    }

    private static void add(double[] s, int to, double[] v, int from, int n) {
        for (int i = 0; i < n; i++) {
            s[to + i] += v[from + i];
        }
    }

    private static void addWhole(double[] s, int to, double[] v, int from, int n) {
        for (int i = 0; i < n; i++) {
            s[to + i] = (int) s[to + i] + (int) v[from + i];
        }
    }

    private static void multiply(double[] s, int to, double[] v, int from, int n) {
        for (int i = 0; i < n; i++) {
            s[to + i] *= v[from + i];
        }
    }

    private static void multiplyWhole(double[] s, int to, double[] v, int from, int n) {
        for (int i = 0; i < n; i++) {
            s[to + i] = (int) s[to + i] * (int) v[from + i];
        }
    }

    private static void max(double[] s, int to, double[] v, int from, int n) {
        for (int i = 0; i < n; i++) {
            s[to + i] = Math.max(s[to + i], v[from + i]);
        }
    }

    private static void min(double[] s, int to, double[] v, int from, int n) {
        for (int i = 0; i < n; i++) {
            s[to + i] = Math.min(s[to + i], v[from + i]);
        }
    }
}
