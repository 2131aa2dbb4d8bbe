package org.ranvier.cpu.math;

import static org.ranvier.cpu.math.AngleMath.*;
import static org.ranvier.cpu.math.Lanes.F64;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/** {@link AngleMath} on vectors, line by line, without the arguments that it leaves to others. */
final class AngleLanes {
    private AngleLanes() {}

    private static DoubleVector broadcast(double x) {
        return DoubleVector.broadcast(F64, x);
    }

    static DoubleVector sin(DoubleVector x) {
        return sine(x, 0).blend(x, x.compare(VectorOperators.EQ, 0));
    }

    static DoubleVector cos(DoubleVector x) {
        return sine(x, 1);
    }

    private static DoubleVector sine(DoubleVector x, long quarters) {
        DoubleVector rounded = x.fma(broadcast(TWO_OVER_PI), broadcast(ROUNDER));
        LongVector turn = rounded.reinterpretAsLongs().sub(ROUNDER_BITS).add(quarters);
        DoubleVector k = rounded.sub(ROUNDER);
        DoubleVector first = k.fma(broadcast(-HALF_PI), x);
        DoubleVector second = k.mul(HALF_PI_2);
        DoubleVector r = first.sub(second);
        DoubleVector lost = first.sub(r).sub(second).sub(k.fma(broadcast(HALF_PI_2), second.neg()));
        DoubleVector rest = k.fma(broadcast(-HALF_PI_3), lost);
        VectorMask<Double> even = turn.and(1).compare(VectorOperators.EQ, 0).cast(F64);
        VectorMask<Double> upper = turn.and(2).compare(VectorOperators.EQ, 0).cast(F64);
        DoubleVector y = cosineNearZero(r, rest).blend(sineNearZero(r, rest), even);
        return y.neg().blend(y, upper);
    }

    private static DoubleVector sineNearZero(DoubleVector r, DoubleVector rest) {
        DoubleVector z = r.mul(r);
        DoubleVector p = broadcast(S5).fma(z, broadcast(S4));
        p = p.fma(z, broadcast(S3));
        p = p.fma(z, broadcast(S2));
        p = p.fma(z, broadcast(S1));
        p = p.fma(z, broadcast(S0));
        return r.add(p.fma(z.mul(r), z.mul(-0.5).fma(rest, rest)));
    }

    private static DoubleVector cosineNearZero(DoubleVector r, DoubleVector rest) {
        DoubleVector z = r.mul(r);
        DoubleVector p = broadcast(C5).fma(z, broadcast(C4));
        p = p.fma(z, broadcast(C3));
        p = p.fma(z, broadcast(C2));
        p = p.fma(z, broadcast(C1));
        p = p.fma(z, broadcast(C0));
        DoubleVector half = z.mul(0.5);
        DoubleVector w = broadcast(1).sub(half);
        return w.add(broadcast(1).sub(w).sub(half).add(p.fma(z.mul(z), r.mul(rest).neg())));
    }

    static DoubleVector atan(DoubleVector x) {
        DoubleVector a = x.abs();
        VectorMask<Double> steep = a.compare(VectorOperators.GT, STEEP);
        VectorMask<Double> flat = a.compare(VectorOperators.LE, FLAT);
        DoubleVector top = a.sub(1).blend(a, flat).blend(-1, steep);
        DoubleVector bottom = a.add(1).blend(1, flat).blend(a, steep);
        DoubleVector base = broadcast(QUARTER_PI).blend(0, flat).blend(HALF_PI, steep);
        DoubleVector rest = broadcast(0.5 * HALF_PI_2).blend(0, flat).blend(HALF_PI_2, steep);
        DoubleVector y = top.div(bottom);
        DoubleVector z = y.mul(y);
        DoubleVector p = broadcast(A11).fma(z, broadcast(A10));
        p = p.fma(z, broadcast(A9));
        p = p.fma(z, broadcast(A8));
        p = p.fma(z, broadcast(A7));
        p = p.fma(z, broadcast(A6));
        p = p.fma(z, broadcast(A5));
        p = p.fma(z, broadcast(A4));
        p = p.fma(z, broadcast(A3));
        p = p.fma(z, broadcast(A2));
        p = p.fma(z, broadcast(A1));
        p = p.fma(z, broadcast(A0));
        DoubleVector angle = base.add(y.add(p.fma(z.mul(y), rest)));
        return angle.blend(angle.neg(), x.compare(VectorOperators.LT, 0))
                .blend(x, x.compare(VectorOperators.EQ, 0));
    }
}
