package org.ranvier.cpu.math;

import static org.ranvier.cpu.math.Lanes.DOUBLES;
import static org.ranvier.cpu.math.Lanes.F64;
import static org.ranvier.cpu.math.Lanes.narrow;
import static org.ranvier.cpu.math.Lanes.widened;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/** {@link PowerMath} on vectors, line by line. */
final class PowerLanes {
    private PowerLanes() {}

    private static DoubleVector pow(DoubleVector a, DoubleVector b) {
        DoubleVector m = a.abs();
        DoubleVector r = DoubleLanes.exp(b.mul(DoubleLanes.log(m)));
        VectorMask<Double> one =
                b.compare(VectorOperators.EQ, 0).or(m.compare(VectorOperators.EQ, 1));
        DoubleVector y = r.blend(1, one);
        VectorMask<Double> whole = Rounding.round(b).compare(VectorOperators.EQ, b);
        DoubleVector half = b.mul(0.5);
        VectorMask<Double> odd = whole.and(Rounding.round(half).compare(VectorOperators.NE, half));
        VectorMask<Double> undefined =
                a.compare(VectorOperators.LT, 0)
                        .and(m.compare(VectorOperators.LT, Double.POSITIVE_INFINITY))
                        .andNot(whole);
        VectorMask<Double> minus =
                odd.and(a.reinterpretAsLongs().compare(VectorOperators.LT, 0).cast(F64));
        return y.blend(y.neg(), minus).blend(Double.NaN, undefined);
    }

    /** On F32, over whole vectors: n is a multiple of {@link Lanes#DOUBLES}. */
    static void pow(long a, long b, long y, int n) {
        for (int i = 0; i < n; i += DOUBLES) {
            DoubleVector v = widened(a + 4L * i);
            DoubleVector w = widened(b + 4L * i);
            narrow(pow(v, w), y + 4L * i);
        }
    }
}
