package org.ranvier.op;

/** Definitions on doubles of functions that {@link Math} lacks. */
final class ScalarMath {
    private static final double TWO_OVER_SQRT_PI = 1.1283791670955126;

    private ScalarMath() {}

    static double sigmoid(double x) {
        if (x >= 0) {
            return 1 / (1 + Math.exp(-x));
        }
        double e = Math.exp(x);
        return e / (1 + e);
    }

    static double softplus(double x) {
        return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
    }

    static double gelu(double x) {
        return x == Double.NEGATIVE_INFINITY ? -0.0 : 0.5 * x * erfc(-x * Math.sqrt(0.5));
    }

    /** The form with tanh of Hendrycks and Gimpel, as {@code (1 + tanh u)/2 = sigmoid(2u)}. */
    static double geluTanh(double x) {
        double u = Math.sqrt(8 / Math.PI) * (x + 0.044715 * x * x * x);
        return x == Double.NEGATIVE_INFINITY ? -0.0 : x * sigmoid(u);
    }

    static double erf(double x) {
        double a = Math.abs(x);
        return a < 2 ? series(x) : Double.isNaN(x) ? x : Math.copySign(1 - continuedFraction(a), x);
    }

    static double erfc(double x) {
        return x < 2 ? 1 - erf(x) : continuedFraction(x);
    }

    /**
     * {@code erf(x) = 2/√π e^{−x²} Σ 2ⁿ x^{2n+1} / (1·3·…·(2n+1))} (Abramowitz and Stegun 7.1.6):
     * no cancellation.
     */
    private static double series(double x) {
        double term = x;
        double sum = x;
        for (int n = 1; Math.abs(term) > 1e-17 * Math.abs(sum); n++) {
            term *= 2 * x * x / (2 * n + 1);
            sum += term;
        }
        return TWO_OVER_SQRT_PI * Math.exp(-x * x) * sum;
    }

    /**
     * The continued fraction of {@code √π e^{x²} erfc(x)} (Abramowitz and Stegun 7.1.14), for x of
     * 2 and above.
     */
    private static double continuedFraction(double x) {
        if (x > 27.3) {
            return 0;
        }
        double tail = x;
        for (int n = 80; n >= 1; n--) {
            tail = x + 0.5 * n / tail;
        }
        return Math.exp(-x * x) / (tail * Math.sqrt(Math.PI));
    }
}
