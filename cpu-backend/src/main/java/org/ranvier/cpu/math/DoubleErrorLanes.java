package org.ranvier.cpu.math;

import static org.ranvier.cpu.math.Lanes.F64;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/**
 * {@link DoubleErrorMath} on vectors, line by line, but in two steps: the rational part, then the
 * value from that and the argument. Both in one loop are more than the compiler takes, and it would
 * make an object of every vector.
 */
final class DoubleErrorLanes {
    private static final DoubleVector C0 = constant(DoubleErrorMath.C0);
    private static final DoubleVector C1 = constant(DoubleErrorMath.C1);
    private static final DoubleVector C2 = constant(DoubleErrorMath.C2);
    private static final DoubleVector C3 = constant(DoubleErrorMath.C3);
    private static final DoubleVector C4 = constant(DoubleErrorMath.C4);
    private static final DoubleVector C5 = constant(DoubleErrorMath.C5);
    private static final DoubleVector C6 = constant(DoubleErrorMath.C6);
    private static final DoubleVector C7 = constant(DoubleErrorMath.C7);
    private static final DoubleVector C8 = constant(DoubleErrorMath.C8);
    private static final DoubleVector C9 = constant(DoubleErrorMath.C9);
    private static final DoubleVector C10 = constant(DoubleErrorMath.C10);
    private static final DoubleVector C11 = constant(DoubleErrorMath.C11);
    private static final DoubleVector C12 = constant(DoubleErrorMath.C12);
    private static final DoubleVector C13 = constant(DoubleErrorMath.C13);
    private static final DoubleVector C14 = constant(DoubleErrorMath.C14);
    private static final DoubleVector C15 = constant(DoubleErrorMath.C15);
    private static final DoubleVector C16 = constant(DoubleErrorMath.C16);
    private static final DoubleVector C17 = constant(DoubleErrorMath.C17);
    private static final DoubleVector C18 = constant(DoubleErrorMath.C18);
    private static final DoubleVector C19 = constant(DoubleErrorMath.C19);
    private static final DoubleVector ERFC_HIGH = constant(DoubleErrorMath.ERFC_HIGH);
    private static final DoubleVector GELU_HIGH = constant(DoubleErrorMath.GELU_HIGH);
    private static final DoubleVector HALF = constant(0.5);
    private static final DoubleVector MINUS_ZERO = constant(-0.0);
    private static final DoubleVector ONE = constant(1);
    private static final DoubleVector ROOT_HALF = constant(DoubleErrorMath.ROOT_HALF);
    private static final DoubleVector ROOT_HALF_REST = constant(DoubleErrorMath.ROOT_HALF_REST);
    private static final DoubleVector S0 = constant(DoubleErrorMath.S0);
    private static final DoubleVector S1 = constant(DoubleErrorMath.S1);
    private static final DoubleVector S2 = constant(DoubleErrorMath.S2);
    private static final DoubleVector S3 = constant(DoubleErrorMath.S3);
    private static final DoubleVector S4 = constant(DoubleErrorMath.S4);
    private static final DoubleVector S5 = constant(DoubleErrorMath.S5);
    private static final DoubleVector S6 = constant(DoubleErrorMath.S6);
    private static final DoubleVector S7 = constant(DoubleErrorMath.S7);
    private static final DoubleVector S8 = constant(DoubleErrorMath.S8);
    private static final DoubleVector S9 = constant(DoubleErrorMath.S9);
    private static final DoubleVector S10 = constant(DoubleErrorMath.S10);
    private static final DoubleVector S11 = constant(DoubleErrorMath.S11);
    private static final DoubleVector S12 = constant(DoubleErrorMath.S12);
    private static final DoubleVector S13 = constant(DoubleErrorMath.S13);
    private static final DoubleVector THREE = constant(3);
    private static final DoubleVector TWO = constant(2);
    private static final DoubleVector V = constant(DoubleErrorMath.V);
    private static final DoubleVector W = constant(DoubleErrorMath.W);
    private static final DoubleVector ZERO = constant(0);

    private DoubleErrorLanes() {}

    private static DoubleVector constant(double x) {
        return DoubleVector.broadcast(F64, x);
    }

    static DoubleVector erfScaled(DoubleVector x) {
        return scaled(ONE, x.abs(), ZERO);
    }

    static DoubleVector erf(DoubleVector x, DoubleVector scaled) {
        DoubleVector far = ONE.sub(erfc(scaled, x.abs()));
        return far.blend(far.neg(), x.compare(VectorOperators.LT, ZERO))
                .blend(erfNearZero(x), x.abs().compare(VectorOperators.LT, ONE));
    }

    private static DoubleVector erfNearZero(DoubleVector x) {
        DoubleVector z = x.mul(x);
        DoubleVector p = S13.fma(z, S12);
        p = p.fma(z, S11);
        p = p.fma(z, S10);
        p = p.fma(z, S9);
        p = p.fma(z, S8);
        p = p.fma(z, S7);
        p = p.fma(z, S6);
        p = p.fma(z, S5);
        p = p.fma(z, S4);
        p = p.fma(z, S3);
        p = p.fma(z, S2);
        p = p.fma(z, S1);
        p = p.fma(z, S0);
        return x.mul(p);
    }

    /** {@code erfc(z + rest)·e^{z²}} times a factor. */
    private static DoubleVector scaled(DoubleVector factor, DoubleVector z, DoubleVector rest) {
        DoubleVector bounded = bound(z);
        DoubleVector d = ONE.div(bounded.add(THREE));
        DoubleVector v = d.fma(V, W);
        DoubleVector p = C19.fma(v, C18);
        p = p.fma(v, C17);
        p = p.fma(v, C16);
        p = p.fma(v, C15);
        p = p.fma(v, C14);
        p = p.fma(v, C13);
        p = p.fma(v, C12);
        p = p.fma(v, C11);
        p = p.fma(v, C10);
        p = p.fma(v, C9);
        p = p.fma(v, C8);
        p = p.fma(v, C7);
        p = p.fma(v, C6);
        p = p.fma(v, C5);
        p = p.fma(v, C4);
        p = p.fma(v, C3);
        p = p.fma(v, C2);
        p = p.fma(v, C1);
        p = p.fma(v, C0);
        DoubleVector square = bounded.mul(bounded);
        DoubleVector lost = bounded.fma(bounded, square.neg()).add(bounded.mul(TWO).mul(rest));
        DoubleVector scaled = p.mul(d).mul(factor);
        return lost.neg().fma(scaled, scaled);
    }

    private static DoubleVector erfc(DoubleVector scaled, DoubleVector z) {
        DoubleVector bounded = bound(z);
        return DoubleLanes.expTimes(scaled, bounded.mul(bounded).neg());
    }

    private static DoubleVector bound(DoubleVector z) {
        return z.blend(ERFC_HIGH, z.compare(VectorOperators.GT, ERFC_HIGH));
    }

    static DoubleVector geluScaled(DoubleVector x) {
        DoubleVector a = x.abs();
        DoubleVector z = a.mul(ROOT_HALF);
        DoubleVector rest = a.fma(ROOT_HALF, z.neg()).add(a.mul(ROOT_HALF_REST));
        return scaled(x.mul(HALF), z, rest);
    }

    static DoubleVector gelu(DoubleVector x, DoubleVector scaled) {
        DoubleVector a = x.abs();
        VectorMask<Double> negative = x.compare(VectorOperators.LT, ZERO);
        DoubleVector z = a.mul(ROOT_HALF);
        DoubleVector tail = erfc(scaled, z);
        DoubleVector half = x.mul(HALF);
        DoubleVector near = half.fma(erfNearZero(z.blend(z.neg(), negative)), half);
        DoubleVector y =
                x.sub(tail).blend(tail, negative).blend(near, z.compare(VectorOperators.LT, HALF));
        return x.blend(MINUS_ZERO, negative).blend(y, a.compare(VectorOperators.LT, GELU_HIGH));
    }
}
