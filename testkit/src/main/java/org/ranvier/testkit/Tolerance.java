package org.ranvier.testkit;

import org.ranvier.DType;

/**
 * How far a result may be from the reference: the sum of all parts, in units of the result's own
 * type. Integers, truth values, NaN and infinities must always be equal; where any error is
 * allowed, so is flushing what is below the smallest normal number to 0.
 *
 * @param ulps units in the last place of the expected value
 * @param scaled half units of precision (2⁻²⁴ or 2⁻⁵³) of the largest finite expected value
 * @param conditioned half units of precision of what the operation gives for the absolute values of
 *     its inputs: how errors grow in a sum of n terms
 */
record Tolerance(double ulps, double scaled, double conditioned) {
    /** Equal to the last bit; only NaNs are all alike. */
    static final Tolerance EXACT = new Tolerance(0, 0, 0);

    static Tolerance ulps(double ulps) {
        return new Tolerance(ulps, 0, 0);
    }

    static Tolerance scaled(double units) {
        return new Tolerance(0, units, 0);
    }

    static Tolerance conditioned(double units) {
        return new Tolerance(0, 0, units);
    }

    Tolerance plusUlps(double more) {
        return new Tolerance(ulps + more, scaled, conditioned);
    }

    boolean isExact() {
        return equals(EXACT);
    }

    double allowed(DType type, double expected, double largest, double condition) {
        double unit = type == DType.F32 ? 0x1p-24 : 0x1p-53;
        return ulps * ulp(type, expected)
                + scaled * unit * largest
                + conditioned * unit * Math.abs(condition)
                + (type == DType.F32 ? Float.MIN_NORMAL : Double.MIN_NORMAL);
    }

    static double ulp(DType type, double x) {
        return type == DType.F32 ? Math.ulp((float) x) : Math.ulp(x);
    }
}
