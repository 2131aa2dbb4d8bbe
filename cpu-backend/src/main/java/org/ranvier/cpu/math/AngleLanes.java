package org.ranvier.cpu.math;

import static org.ranvier.cpu.math.Lanes.F64;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/** {@link AngleMath} on vectors, line by line, without the arguments that it leaves to others. */
final class AngleLanes {
    private static final DoubleVector A0 = constant(AngleMath.A0);
    private static final DoubleVector A1 = constant(AngleMath.A1);
    private static final DoubleVector A2 = constant(AngleMath.A2);
    private static final DoubleVector A3 = constant(AngleMath.A3);
    private static final DoubleVector A4 = constant(AngleMath.A4);
    private static final DoubleVector A5 = constant(AngleMath.A5);
    private static final DoubleVector A6 = constant(AngleMath.A6);
    private static final DoubleVector A7 = constant(AngleMath.A7);
    private static final DoubleVector A8 = constant(AngleMath.A8);
    private static final DoubleVector A9 = constant(AngleMath.A9);
    private static final DoubleVector A10 = constant(AngleMath.A10);
    private static final DoubleVector A11 = constant(AngleMath.A11);
    private static final DoubleVector C0 = constant(AngleMath.C0);
    private static final DoubleVector C1 = constant(AngleMath.C1);
    private static final DoubleVector C2 = constant(AngleMath.C2);
    private static final DoubleVector C3 = constant(AngleMath.C3);
    private static final DoubleVector C4 = constant(AngleMath.C4);
    private static final DoubleVector C5 = constant(AngleMath.C5);
    private static final DoubleVector FLAT = constant(AngleMath.FLAT);
    private static final DoubleVector HALF = constant(0.5);
    private static final DoubleVector HALF_PI = constant(AngleMath.HALF_PI);
    private static final DoubleVector HALF_PI_2 = constant(AngleMath.HALF_PI_2);
    private static final DoubleVector MINUS_HALF = constant(-0.5);
    private static final DoubleVector MINUS_HALF_PI = constant(-AngleMath.HALF_PI);
    private static final DoubleVector MINUS_HALF_PI_3 = constant(-AngleMath.HALF_PI_3);
    private static final DoubleVector MINUS_ONE = constant(-1);
    private static final DoubleVector ONE = constant(1);
    private static final DoubleVector QUARTER_PI = constant(AngleMath.QUARTER_PI);
    private static final DoubleVector QUARTER_PI_2 = constant(0.5 * AngleMath.HALF_PI_2);
    private static final DoubleVector ROUNDER = constant(AngleMath.ROUNDER);
    private static final LongVector ROUNDER_BITS =
            LongVector.broadcast(Lanes.I64, AngleMath.ROUNDER_BITS);
    private static final DoubleVector S0 = constant(AngleMath.S0);
    private static final DoubleVector S1 = constant(AngleMath.S1);
    private static final DoubleVector S2 = constant(AngleMath.S2);
    private static final DoubleVector S3 = constant(AngleMath.S3);
    private static final DoubleVector S4 = constant(AngleMath.S4);
    private static final DoubleVector S5 = constant(AngleMath.S5);
    private static final DoubleVector STEEP = constant(AngleMath.STEEP);
    private static final DoubleVector TWO_OVER_PI = constant(AngleMath.TWO_OVER_PI);
    private static final DoubleVector ZERO = constant(0);

    private AngleLanes() {}

    private static DoubleVector constant(double x) {
        return DoubleVector.broadcast(F64, x);
    }

    static DoubleVector sin(DoubleVector x) {
        return sine(x, 0).blend(x, x.compare(VectorOperators.EQ, ZERO));
    }

    static DoubleVector cos(DoubleVector x) {
        return sine(x, 1);
    }

    private static DoubleVector sine(DoubleVector x, long quarters) {
        DoubleVector rounded = x.fma(TWO_OVER_PI, ROUNDER);
        LongVector turn = rounded.reinterpretAsLongs().sub(ROUNDER_BITS).add(quarters);
        DoubleVector k = rounded.sub(ROUNDER);
        DoubleVector first = k.fma(MINUS_HALF_PI, x);
        DoubleVector second = k.mul(HALF_PI_2);
        DoubleVector r = first.sub(second);
        DoubleVector lost = first.sub(r).sub(second).sub(k.fma(HALF_PI_2, second.neg()));
        DoubleVector rest = k.fma(MINUS_HALF_PI_3, lost);
        VectorMask<Double> even = turn.and(1).compare(VectorOperators.EQ, 0).cast(F64);
        VectorMask<Double> upper = turn.and(2).compare(VectorOperators.EQ, 0).cast(F64);
        DoubleVector y = cosineNearZero(r, rest).blend(sineNearZero(r, rest), even);
        return y.neg().blend(y, upper);
    }

    private static DoubleVector sineNearZero(DoubleVector r, DoubleVector rest) {
        DoubleVector z = r.mul(r);
        DoubleVector p = S5.fma(z, S4);
        p = p.fma(z, S3);
        p = p.fma(z, S2);
        p = p.fma(z, S1);
        p = p.fma(z, S0);
        return r.add(p.fma(z.mul(r), z.mul(MINUS_HALF).fma(rest, rest)));
    }

    private static DoubleVector cosineNearZero(DoubleVector r, DoubleVector rest) {
        DoubleVector z = r.mul(r);
        DoubleVector p = C5.fma(z, C4);
        p = p.fma(z, C3);
        p = p.fma(z, C2);
        p = p.fma(z, C1);
        p = p.fma(z, C0);
        DoubleVector half = z.mul(HALF);
        DoubleVector w = ONE.sub(half);
        return w.add(ONE.sub(w).sub(half).add(p.fma(z.mul(z), r.mul(rest).neg())));
    }

    static DoubleVector atan(DoubleVector x) {
        DoubleVector a = x.abs();
        VectorMask<Double> steep = a.compare(VectorOperators.GT, STEEP);
        VectorMask<Double> flat = a.compare(VectorOperators.LE, FLAT);
        DoubleVector top = a.sub(ONE).blend(a, flat).blend(MINUS_ONE, steep);
        DoubleVector bottom = a.add(ONE).blend(ONE, flat).blend(a, steep);
        DoubleVector base = QUARTER_PI.blend(ZERO, flat).blend(HALF_PI, steep);
        DoubleVector rest = QUARTER_PI_2.blend(ZERO, flat).blend(HALF_PI_2, steep);
        DoubleVector y = top.div(bottom);
        DoubleVector z = y.mul(y);
        DoubleVector p = A11.fma(z, A10);
        p = p.fma(z, A9);
        p = p.fma(z, A8);
        p = p.fma(z, A7);
        p = p.fma(z, A6);
        p = p.fma(z, A5);
        p = p.fma(z, A4);
        p = p.fma(z, A3);
        p = p.fma(z, A2);
        p = p.fma(z, A1);
        p = p.fma(z, A0);
        DoubleVector angle = base.add(y.add(p.fma(z.mul(y), rest)));
        return angle.blend(angle.neg(), x.compare(VectorOperators.LT, ZERO))
                .blend(x, x.compare(VectorOperators.EQ, ZERO));
    }
}
