package org.ranvier.cpu.math;

import static org.ranvier.cpu.math.Lanes.FLOATS;
import static org.ranvier.cpu.math.Lanes.floats;
import static org.ranvier.cpu.math.Lanes.put;

import org.ranvier.cpu.memory.Scratch;

/**
 * The gradients of gelu and its approximation in single precision: from the argument and the
 * gradient of the value to that of the argument. The vector forms take whole vectors.
 */
public final class GeluLoops {
    private GeluLoops() {}

    /**
     * The gradient of gelu.
     *
     * @param c nothing
     * @param x argument, gradient, result
     * @param n how many elements
     */
    public static void exact(double[] c, float[][] x, int n) {
        for (int i = 0; i < n; i++) {
            x[2][i] = x[1][i] * FloatErrorMath.geluSlope(x[0][i]);
        }
    }

    /**
     * The gradient of gelu's approximation.
     *
     * @param c nothing
     * @param x argument, gradient, result
     * @param n how many elements
     */
    public static void approximate(double[] c, float[][] x, int n) {
        for (int i = 0; i < n; i++) {
            x[2][i] = x[1][i] * FloatMath.geluTanhSlope(x[0][i]);
        }
    }

    /**
     * {@link #exact} on vectors, in two loops over blocks: one would be too large to compile.
     *
     * @param c nothing
     * @param at addresses of argument, gradient and result
     * @param n how many elements
     */
    public static void exact(double[] c, long[] at, int n) {
        long mills = Scratch.local().memory(Scratch.SLOTS - 1).address();
        for (int i = 0; i < n; i += Scratch.ELEMENTS) {
            int count = Math.min(Scratch.ELEMENTS, n - i);
            long done = 4L * i;
            ErrorLoops.millsFloats(at[0] + done, mills, count);
            slopes(at[0] + done, mills, at[1] + done, at[2] + done, count);
        }
    }

    private static void slopes(long x, long mills, long gradient, long y, int n) {
        for (int i = 0; i < n; i += FLOATS) {
            var slope = FloatErrorLanes.geluSlope(floats(x + 4L * i), floats(mills + 4L * i));
            put(floats(gradient + 4L * i).mul(slope), y + 4L * i);
        }
    }

    /**
     * {@link #approximate} on vectors.
     *
     * @param c nothing
     * @param at addresses of argument, gradient and result
     * @param n how many elements
     */
    public static void approximate(double[] c, long[] at, int n) {
        long x = at[0];
        long gradient = at[1];
        long y = at[2];
        for (int i = 0; i < n; i += FLOATS) {
            var slope = FloatLanes.geluTanhSlope(floats(x + 4L * i));
            put(floats(gradient + 4L * i).mul(slope), y + 4L * i);
        }
    }
}
