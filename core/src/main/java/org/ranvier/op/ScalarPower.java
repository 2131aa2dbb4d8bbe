package org.ranvier.op;

/** Definitions on doubles of two functions whose corner cases Java and C settle differently. */
final class ScalarPower {
    private ScalarPower() {}

    /** As C: {@code 1^NaN = 1} and {@code (−1)^±∞ = 1}, where {@link Math#pow} gives NaN. */
    static double pow(double a, double b) {
        return a == 1 || a == -1 && Double.isInfinite(b) ? 1 : Math.pow(a, b);
    }

    static double remainder(double a, double b) {
        double r = a % b;
        return r != 0 && (r < 0) != (b < 0) ? r + b : r == 0 ? Math.copySign(0, b) : r;
    }
}
