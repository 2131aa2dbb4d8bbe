package org.ranvier.cpu.pass;

import static org.ranvier.cpu.math.Lanes.DOUBLES;
import static org.ranvier.cpu.math.Lanes.F32;
import static org.ranvier.cpu.math.Lanes.F64;
import static org.ranvier.cpu.math.Lanes.FLOATS;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;

/**
 * {@link Folds} of vectors. The order in which a vector's own reduction adds is not specified, and
 * differs between interpreter and compiler.
 */
public final class LaneFolds {
    private static final VectorShuffle<Float> FLOATS_8 = VectorShuffle.iota(F32, 8, 1, true);
    private static final VectorShuffle<Float> FLOATS_4 = VectorShuffle.iota(F32, 4, 1, true);
    private static final VectorShuffle<Float> FLOATS_2 = VectorShuffle.iota(F32, 2, 1, true);
    private static final VectorShuffle<Float> FLOATS_1 = VectorShuffle.iota(F32, 1, 1, true);
    private static final VectorShuffle<Double> DOUBLES_4 = VectorShuffle.iota(F64, 4, 1, true);
    private static final VectorShuffle<Double> DOUBLES_2 = VectorShuffle.iota(F64, 2, 1, true);
    private static final VectorShuffle<Double> DOUBLES_1 = VectorShuffle.iota(F64, 1, 1, true);

    static {
        if (FLOATS > 16) {
            throw new IllegalStateException("vectors of " + FLOATS + " lanes; expected at most 16");
        }
    }

    private LaneFolds() {}

    /**
     * The sum of the lanes.
     *
     * @param x a vector
     * @return the sum
     */
    public static float sum(FloatVector x) {
        return sums(x).lane(0);
    }

    /**
     * The sum of the lanes.
     *
     * @param x a vector
     * @return the sum in every lane
     */
    public static FloatVector sums(FloatVector x) {
        FloatVector s = x;
        if (FLOATS > 8) {
            s = s.add(s.rearrange(FLOATS_8));
        }
        if (FLOATS > 4) {
            s = s.add(s.rearrange(FLOATS_4));
        }
        if (FLOATS > 2) {
            s = s.add(s.rearrange(FLOATS_2));
        }
        return s.add(s.rearrange(FLOATS_1));
    }

    /**
     * The sum of the lanes.
     *
     * @param x a vector
     * @return the sum
     */
    public static double sum(DoubleVector x) {
        return sums(x).lane(0);
    }

    /**
     * The sum of the lanes.
     *
     * @param x a vector
     * @return the sum in every lane
     */
    public static DoubleVector sums(DoubleVector x) {
        DoubleVector s = x;
        if (DOUBLES > 4) {
            s = s.add(s.rearrange(DOUBLES_4));
        }
        if (DOUBLES > 2) {
            s = s.add(s.rearrange(DOUBLES_2));
        }
        return s.add(s.rearrange(DOUBLES_1));
    }

    /**
     * The largest lane.
     *
     * @param x a vector without NaN
     * @return it in every lane
     */
    public static FloatVector maxes(FloatVector x) {
        FloatVector m = x;
        if (FLOATS > 8) {
            m = larger(m, m.rearrange(FLOATS_8));
        }
        if (FLOATS > 4) {
            m = larger(m, m.rearrange(FLOATS_4));
        }
        if (FLOATS > 2) {
            m = larger(m, m.rearrange(FLOATS_2));
        }
        return larger(m, m.rearrange(FLOATS_1));
    }

    /**
     * The larger of each two lanes.
     *
     * @param a a vector without NaN
     * @param b another
     * @return the larger lanes; those of a where they are equal
     */
    public static FloatVector larger(FloatVector a, FloatVector b) {
        return a.blend(b, b.compare(VectorOperators.GT, a));
    }

    /**
     * The largest lane.
     *
     * @param x a vector without NaN
     * @return it in every lane
     */
    public static DoubleVector maxes(DoubleVector x) {
        DoubleVector m = x;
        if (DOUBLES > 4) {
            m = larger(m, m.rearrange(DOUBLES_4));
        }
        if (DOUBLES > 2) {
            m = larger(m, m.rearrange(DOUBLES_2));
        }
        return larger(m, m.rearrange(DOUBLES_1));
    }

    /**
     * The larger of each two lanes.
     *
     * @param a a vector without NaN
     * @param b another
     * @return the larger lanes; those of a where they are equal
     */
    public static DoubleVector larger(DoubleVector a, DoubleVector b) {
        return a.blend(b, b.compare(VectorOperators.GT, a));
    }
}
