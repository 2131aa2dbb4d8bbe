package org.ranvier.cpu.math;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/** Rounding to whole numbers. The sign stays, that of 0 too. */
final class Rounding {
    private Rounding() {}

    /** To the nearest, halves to even: adding 2ⁿ leaves no room for a fraction. */
    static FloatVector round(FloatVector x) {
        FloatVector a = x.abs();
        FloatVector y = a.add(0x1p23f).sub(0x1p23f);
        return signed(a.blend(y, a.compare(VectorOperators.LT, 0x1p23f)), x);
    }

    private static FloatVector signed(FloatVector magnitude, FloatVector sign) {
        return magnitude
                .reinterpretAsInts()
                .or(sign.reinterpretAsInts().and(Integer.MIN_VALUE))
                .reinterpretAsFloats();
    }

    static FloatVector floor(FloatVector x) {
        FloatVector y = round(x);
        VectorMask<Float> above = y.compare(VectorOperators.GT, x);
        return signed(y.blend(y.sub(1), above).abs(), x);
    }

    static FloatVector ceil(FloatVector x) {
        FloatVector y = round(x);
        VectorMask<Float> below = y.compare(VectorOperators.LT, x);
        return signed(y.blend(y.add(1), below).abs(), x);
    }

    static FloatVector trunc(FloatVector x) {
        return signed(floor(x.abs()), x);
    }

    /** To the nearest, halves to even: adding 2ⁿ leaves no room for a fraction. */
    static DoubleVector round(DoubleVector x) {
        DoubleVector a = x.abs();
        DoubleVector y = a.add(0x1p52).sub(0x1p52);
        return signed(a.blend(y, a.compare(VectorOperators.LT, 0x1p52)), x);
    }

    private static DoubleVector signed(DoubleVector magnitude, DoubleVector sign) {
        return magnitude
                .reinterpretAsLongs()
                .or(sign.reinterpretAsLongs().and(Long.MIN_VALUE))
                .reinterpretAsDoubles();
    }

    static DoubleVector floor(DoubleVector x) {
        DoubleVector y = round(x);
        VectorMask<Double> above = y.compare(VectorOperators.GT, x);
        return signed(y.blend(y.sub(1), above).abs(), x);
    }

    static DoubleVector ceil(DoubleVector x) {
        DoubleVector y = round(x);
        VectorMask<Double> below = y.compare(VectorOperators.LT, x);
        return signed(y.blend(y.add(1), below).abs(), x);
    }

    static DoubleVector trunc(DoubleVector x) {
        return signed(floor(x.abs()), x);
    }
}
