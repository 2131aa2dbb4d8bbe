package org.ranvier.cpu.math;

import static org.ranvier.cpu.math.Lanes.F32;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/**
 * {@link FloatErrorMath} on vectors, line by line, but in two steps: the rational part, then the
 * value from that and the argument. Both in one loop are more than the compiler takes, and it would
 * make an object of every vector.
 */
final class FloatErrorLanes {
    private static final FloatVector C0 = constant(FloatErrorMath.C0);
    private static final FloatVector C1 = constant(FloatErrorMath.C1);
    private static final FloatVector C2 = constant(FloatErrorMath.C2);
    private static final FloatVector C3 = constant(FloatErrorMath.C3);
    private static final FloatVector C4 = constant(FloatErrorMath.C4);
    private static final FloatVector C5 = constant(FloatErrorMath.C5);
    private static final FloatVector C6 = constant(FloatErrorMath.C6);
    private static final FloatVector C7 = constant(FloatErrorMath.C7);
    private static final FloatVector C8 = constant(FloatErrorMath.C8);
    private static final FloatVector ERFC_HIGH = constant(FloatErrorMath.ERFC_HIGH);
    private static final FloatVector ONE = constant(1);
    private static final FloatVector S0 = constant(FloatErrorMath.S0);
    private static final FloatVector S1 = constant(FloatErrorMath.S1);
    private static final FloatVector S2 = constant(FloatErrorMath.S2);
    private static final FloatVector S3 = constant(FloatErrorMath.S3);
    private static final FloatVector S4 = constant(FloatErrorMath.S4);
    private static final FloatVector S5 = constant(FloatErrorMath.S5);
    private static final FloatVector S6 = constant(FloatErrorMath.S6);
    private static final FloatVector TWO = constant(2);
    private static final FloatVector V = constant(FloatErrorMath.V);
    private static final FloatVector W = constant(FloatErrorMath.W);
    private static final FloatVector ZERO = constant(0);

    private FloatErrorLanes() {}

    private static FloatVector constant(float x) {
        return FloatVector.broadcast(F32, x);
    }

    static FloatVector erfScaled(FloatVector x) {
        return scaled(x.abs());
    }

    static FloatVector erf(FloatVector x, FloatVector scaled) {
        FloatVector far = ONE.sub(erfc(scaled, x.abs()));
        return far.blend(far.neg(), x.compare(VectorOperators.LT, ZERO))
                .blend(erfNearZero(x), x.abs().compare(VectorOperators.LT, ONE));
    }

    private static FloatVector erfNearZero(FloatVector x) {
        FloatVector z = x.mul(x);
        FloatVector p = S6.fma(z, S5);
        p = p.fma(z, S4);
        p = p.fma(z, S3);
        p = p.fma(z, S2);
        p = p.fma(z, S1);
        p = p.fma(z, S0);
        return x.mul(p);
    }

    /** {@code erfc(z)·e^{z²}}. */
    private static FloatVector scaled(FloatVector z) {
        FloatVector bounded = bound(z);
        FloatVector d = ONE.div(bounded.add(TWO));
        FloatVector v = d.fma(V, W);
        FloatVector p = C8.fma(v, C7);
        p = p.fma(v, C6);
        p = p.fma(v, C5);
        p = p.fma(v, C4);
        p = p.fma(v, C3);
        p = p.fma(v, C2);
        p = p.fma(v, C1);
        p = p.fma(v, C0);
        FloatVector square = bounded.mul(bounded);
        FloatVector lost = bounded.fma(bounded, square.neg());
        FloatVector scaled = p.mul(d);
        return lost.neg().fma(scaled, scaled);
    }

    private static FloatVector erfc(FloatVector scaled, FloatVector z) {
        FloatVector bounded = bound(z);
        return FloatLanes.expTimes(scaled, bounded.mul(bounded).neg());
    }

    private static FloatVector bound(FloatVector z) {
        return z.blend(ERFC_HIGH, z.compare(VectorOperators.GT, ERFC_HIGH));
    }

    private static FloatVector bound(FloatVector a, float high) {
        return a.blend(high, a.compare(VectorOperators.GT, high));
    }

    /** {@code Φ(−a)·e^{a²/2}} for {@code a = |x|}. */
    static FloatVector mills(FloatVector x) {
        FloatVector a = bound(x.abs(), FloatErrorMath.GELU_HIGH);
        FloatVector d = constant(1).div(a.add(FloatErrorMath.M));
        FloatVector v = d.fma(constant(FloatErrorMath.MV), constant(FloatErrorMath.MW));
        FloatVector p = constant(FloatErrorMath.M8).fma(v, constant(FloatErrorMath.M7));
        p = p.fma(v, constant(FloatErrorMath.M6));
        p = p.fma(v, constant(FloatErrorMath.M5));
        p = p.fma(v, constant(FloatErrorMath.M4));
        p = p.fma(v, constant(FloatErrorMath.M3));
        p = p.fma(v, constant(FloatErrorMath.M2));
        p = p.fma(v, constant(FloatErrorMath.M1));
        return p.fma(v, constant(FloatErrorMath.M0)).mul(d);
    }

    static FloatVector gelu(FloatVector x, FloatVector mills) {
        FloatVector a = bound(x.abs(), FloatErrorMath.GELU_HIGH);
        FloatVector positive = constant(0).blend(x, x.compare(VectorOperators.GT, 0));
        return positive.sub(a.mul(mills).mul(decay(a)));
    }

    static FloatVector geluSlope(FloatVector x, FloatVector mills) {
        FloatVector a = bound(x.abs(), FloatErrorMath.GELU_HIGH);
        FloatVector beyond = a.fma(constant(FloatErrorMath.DENSITY), mills.neg()).mul(decay(a));
        return beyond.neg().blend(beyond.add(1), x.compare(VectorOperators.GT, 0));
    }

    private static FloatVector decay(FloatVector a) {
        FloatVector rounded =
                a.mul(a).fma(constant(-0.5f * FloatMath.LOG2_E), constant(FloatMath.ROUNDER));
        FloatVector k = rounded.sub(FloatMath.ROUNDER);
        FloatVector r = a.fma(a, k.mul(FloatErrorMath.TWO_LN2));
        r = k.fma(constant(FloatErrorMath.TWO_LN2_REST), r);
        FloatVector p = constant(FloatErrorMath.D6).fma(r, constant(FloatErrorMath.D5));
        p = p.fma(r, constant(FloatErrorMath.D4));
        p = p.fma(r, constant(FloatErrorMath.D3));
        p = p.fma(r, constant(FloatErrorMath.D2));
        p = p.fma(r, constant(FloatErrorMath.D1));
        p = p.fma(r, constant(FloatErrorMath.D0));
        return p.mul(FloatLanes.scale(rounded, 127 + 64));
    }
}
