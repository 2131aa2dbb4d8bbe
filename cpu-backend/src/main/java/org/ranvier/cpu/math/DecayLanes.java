package org.ranvier.cpu.math;

import static org.ranvier.cpu.math.Lanes.F32;
import static org.ranvier.cpu.math.Lanes.F64;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/** {@link Decay} on vectors, line by line. */
public final class DecayLanes {
    private DecayLanes() {}

    private static FloatVector broadcast(float x) {
        return FloatVector.broadcast(F32, x);
    }

    private static DoubleVector broadcast(double x) {
        return DoubleVector.broadcast(F64, x);
    }

    /**
     * {@code eˣ}.
     *
     * @param x 0 or below, −∞, or NaN
     * @return the values, within 1 ulp
     */
    public static FloatVector exp(FloatVector x) {
        FloatVector rounded = x.fma(broadcast(FloatMath.LOG2_E), broadcast(FloatMath.ROUNDER));
        FloatVector k = rounded.sub(FloatMath.ROUNDER);
        FloatVector r = k.fma(broadcast(-FloatMath.LN2_REST), k.fma(broadcast(-FloatMath.LN2), x));
        FloatVector p = broadcast(FloatMath.E5).fma(r, broadcast(FloatMath.E4));
        p = p.fma(r, broadcast(FloatMath.E3));
        p = p.fma(r, broadcast(FloatMath.E2));
        p = p.fma(r, broadcast(FloatMath.E1));
        p = p.fma(r, broadcast(FloatMath.E0));
        FloatVector e = p.fma(r.mul(r), r).add(1);
        FloatVector power =
                rounded.reinterpretAsInts()
                        .lanewise(VectorOperators.LSHL, 23)
                        .add(127 << 23)
                        .reinterpretAsFloats();
        return e.mul(power).blend(0, x.compare(VectorOperators.LT, Decay.LOWEST_FLOAT));
    }

    /**
     * {@code eˣ}.
     *
     * @param x 0 or below, −∞, or NaN
     * @return the values, within 1 ulp
     */
    public static DoubleVector exp(DoubleVector x) {
        DoubleVector rounded = x.fma(broadcast(DoubleMath.LOG2_E), broadcast(DoubleMath.ROUNDER));
        DoubleVector k = rounded.sub(DoubleMath.ROUNDER);
        DoubleVector r =
                k.fma(broadcast(-DoubleMath.LN2_REST), k.fma(broadcast(-DoubleMath.LN2), x));
        DoubleVector p = broadcast(DoubleMath.E10).fma(r, broadcast(DoubleMath.E9));
        p = p.fma(r, broadcast(DoubleMath.E8));
        p = p.fma(r, broadcast(DoubleMath.E7));
        p = p.fma(r, broadcast(DoubleMath.E6));
        p = p.fma(r, broadcast(DoubleMath.E5));
        p = p.fma(r, broadcast(DoubleMath.E4));
        p = p.fma(r, broadcast(DoubleMath.E3));
        p = p.fma(r, broadcast(DoubleMath.E2));
        p = p.fma(r, broadcast(DoubleMath.E1));
        p = p.fma(r, broadcast(DoubleMath.E0));
        DoubleVector e = p.fma(r.mul(r), r).add(1);
        DoubleVector power =
                rounded.reinterpretAsLongs()
                        .lanewise(VectorOperators.LSHL, 52)
                        .add(1023L << 52)
                        .reinterpretAsDoubles();
        return e.mul(power).blend(0, x.compare(VectorOperators.LT, Decay.LOWEST_DOUBLE));
    }
}
