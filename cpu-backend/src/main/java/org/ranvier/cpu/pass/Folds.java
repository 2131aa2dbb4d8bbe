package org.ranvier.cpu.pass;

import org.ranvier.cpu.math.Lanes;
import org.ranvier.cpu.twin.Vectors;

/**
 * Sums of lanes. Kernels add element i to lane {@code i mod lanes}; the lanes are then folded in
 * halves, so that vectors, which {@link LaneFolds} folds, and scalar code give the same bits.
 */
public final class Folds {
    /** Lanes of F32; those of a vector, where there are vectors. */
    public static final int FLOATS = Vectors.available() ? Lanes.FLOATS : 16;

    /** Lanes of F64; those of a vector, where there are vectors. */
    public static final int DOUBLES = Vectors.available() ? Lanes.DOUBLES : 8;

    private Folds() {}

    /**
     * The sum of lanes.
     *
     * @param lanes a power of 2 of them; changed
     * @return the sum
     */
    public static float sum(float[] lanes) {
        for (int half = lanes.length / 2; half > 0; half /= 2) {
            for (int i = 0; i < half; i++) {
                lanes[i] += lanes[i + half];
            }
        }
        return lanes[0];
    }

    /**
     * The sum of lanes.
     *
     * @param lanes a power of 2 of them; changed
     * @return the sum
     */
    public static double sum(double[] lanes) {
        for (int half = lanes.length / 2; half > 0; half /= 2) {
            for (int i = 0; i < half; i++) {
                lanes[i] += lanes[i + half];
            }
        }
        return lanes[0];
    }
}
