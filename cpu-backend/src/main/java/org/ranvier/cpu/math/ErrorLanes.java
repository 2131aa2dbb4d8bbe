package org.ranvier.cpu.math;

import static org.ranvier.cpu.math.ErrorMath.*;
import static org.ranvier.cpu.math.Lanes.F64;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/** {@link ErrorMath} on vectors, line by line. */
final class ErrorLanes {
    private ErrorLanes() {}

    private static DoubleVector broadcast(double x) {
        return DoubleVector.broadcast(F64, x);
    }

    static DoubleVector erf(DoubleVector x) {
        DoubleVector a = x.abs();
        DoubleVector far = broadcast(1).sub(erfc(broadcast(1), a, broadcast(0)));
        return far.blend(far.neg(), x.compare(VectorOperators.LT, 0))
                .blend(erfNearZero(x), a.compare(VectorOperators.LT, 1));
    }

    private static DoubleVector erfNearZero(DoubleVector x) {
        DoubleVector z = x.mul(x);
        DoubleVector p = broadcast(S13).fma(z, broadcast(S12));
        p = p.fma(z, broadcast(S11));
        p = p.fma(z, broadcast(S10));
        p = p.fma(z, broadcast(S9));
        p = p.fma(z, broadcast(S8));
        p = p.fma(z, broadcast(S7));
        p = p.fma(z, broadcast(S6));
        p = p.fma(z, broadcast(S5));
        p = p.fma(z, broadcast(S4));
        p = p.fma(z, broadcast(S3));
        p = p.fma(z, broadcast(S2));
        p = p.fma(z, broadcast(S1));
        p = p.fma(z, broadcast(S0));
        return x.mul(p);
    }

    private static DoubleVector erfc(DoubleVector factor, DoubleVector z, DoubleVector rest) {
        DoubleVector bounded = z.blend(ERFC_HIGH, z.compare(VectorOperators.GT, ERFC_HIGH));
        DoubleVector d = broadcast(1).div(bounded.add(3));
        DoubleVector v = d.fma(broadcast(V), broadcast(W));
        DoubleVector p = broadcast(C19).fma(v, broadcast(C18));
        p = p.fma(v, broadcast(C17));
        p = p.fma(v, broadcast(C16));
        p = p.fma(v, broadcast(C15));
        p = p.fma(v, broadcast(C14));
        p = p.fma(v, broadcast(C13));
        p = p.fma(v, broadcast(C12));
        p = p.fma(v, broadcast(C11));
        p = p.fma(v, broadcast(C10));
        p = p.fma(v, broadcast(C9));
        p = p.fma(v, broadcast(C8));
        p = p.fma(v, broadcast(C7));
        p = p.fma(v, broadcast(C6));
        p = p.fma(v, broadcast(C5));
        p = p.fma(v, broadcast(C4));
        p = p.fma(v, broadcast(C3));
        p = p.fma(v, broadcast(C2));
        p = p.fma(v, broadcast(C1));
        p = p.fma(v, broadcast(C0));
        DoubleVector square = bounded.mul(bounded);
        DoubleVector lost = bounded.fma(bounded, square.neg()).add(bounded.mul(2).mul(rest));
        DoubleVector scaled = p.mul(d).mul(factor);
        return DoubleLanes.expTimes(lost.neg().fma(scaled, scaled), square.neg());
    }

    static DoubleVector gelu(DoubleVector x) {
        DoubleVector a = x.abs();
        VectorMask<Double> negative = x.compare(VectorOperators.LT, 0);
        DoubleVector z = a.mul(ROOT_HALF);
        DoubleVector rest = a.fma(broadcast(ROOT_HALF), z.neg()).add(a.mul(ROOT_HALF_REST));
        DoubleVector half = x.mul(0.5);
        DoubleVector tail = erfc(half, z, rest);
        DoubleVector near = half.fma(erfNearZero(z.blend(z.neg(), negative)), half);
        DoubleVector y =
                x.sub(tail).blend(tail, negative).blend(near, z.compare(VectorOperators.LT, 0.5));
        return x.blend(-0.0, negative).blend(y, a.compare(VectorOperators.LT, GELU_HIGH));
    }
}
