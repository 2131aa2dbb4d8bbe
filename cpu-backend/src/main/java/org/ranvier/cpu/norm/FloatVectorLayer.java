package org.ranvier.cpu.norm;

import static jdk.incubator.vector.FloatVector.zero;
import static org.ranvier.cpu.math.Lanes.F32;
import static org.ranvier.cpu.math.Lanes.FLOATS;
import static org.ranvier.cpu.memory.Raw.ALL;

import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import org.ranvier.cpu.pass.LaneFolds;

/** {@link FloatScalarLayer} with vectors. */
final class FloatVectorLayer implements LayerKernel {
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();
    private static final long E = Float.BYTES;

    private static FloatVector load(long at, VectorMask<Float> mask) {
        return FloatVector.fromMemorySegment(F32, ALL, at, ORDER, mask);
    }

    private static double sum(long x, int n) {
        double total = 0;
        for (int block = 0; block < n; block += BLOCK) {
            FloatVector a = zero(F32);
            FloatVector b = zero(F32);
            int end = Math.min(n, block + BLOCK);
            for (int i = block; i < end; i += 2 * FLOATS) {
                a = a.add(load(x + i * E, F32.indexInRange(i, n)));
                b = b.add(load(x + (i + FLOATS) * E, F32.indexInRange(i + FLOATS, n)));
            }
            total += LaneFolds.sum(a.add(b));
        }
        return total;
    }

    /** The sums of differences from a first mean and of their squares. */
    private static void differences(long x, float mean, int n, double[] sums) {
        double total = 0;
        double squares = 0;
        for (int block = 0; block < n; block += BLOCK) {
            FloatVector a = zero(F32);
            FloatVector b = zero(F32);
            FloatVector aa = zero(F32);
            FloatVector bb = zero(F32);
            int end = Math.min(n, block + BLOCK);
            for (int i = block; i < end; i += 2 * FLOATS) {
                VectorMask<Float> mask = F32.indexInRange(i, n);
                VectorMask<Float> more = F32.indexInRange(i + FLOATS, n);
                FloatVector d = load(x + i * E, mask).sub(mean);
                FloatVector e = load(x + (i + FLOATS) * E, more).sub(mean);
                a = a.add(d, mask);
                b = b.add(e, more);
                aa = aa.add(d.mul(d), mask);
                bb = bb.add(e.mul(e), more);
            }
            total += LaneFolds.sum(a.add(b));
            squares += LaneFolds.sum(aa.add(bb));
        }
        sums[0] = total;
        sums[1] = squares;
    }

    /** {@code 1/√(variance + ε)}. */
    private static float scale(double[] sums, int n, double epsilon) {
        double lacking = sums[0] / n;
        double variance = sums[1] / n - lacking * lacking;
        return (float) (1 / Math.sqrt(Math.max(variance, 0) + epsilon));
    }

    @Override
    public void forward(long[] at, long rows, int n, double epsilon) {
        double[] sums = new double[2];
        for (long r = 0; r < rows; r++) {
            long x = at[0] + r * n * E;
            float mean = (float) (sum(x, n) / n);
            differences(x, mean, n, sums);
            float low = (float) (sums[0] / n);
            float scale = scale(sums, n, epsilon);
            write(x, mean, low, scale, at[1], at[2], at[3] + r * n * E, n);
        }
    }

    private static void write(
            long x, float mean, float lacking, float scale, long gamma, long beta, long y, int n) {
        for (int i = 0; i < n; i += FLOATS) {
            VectorMask<Float> mask = F32.indexInRange(i, n);
            FloatVector normal = load(x + i * E, mask).sub(mean).sub(lacking).mul(scale);
            normal.fma(load(gamma + i * E, mask), load(beta + i * E, mask))
                    .intoMemorySegment(ALL, y + i * E, ORDER, mask);
        }
    }

    @Override
    public void backward(long[] at, long rows, int n, double epsilon) {
        double[] sums = new double[2];
        for (long r = 0; r < rows; r++) {
            long x = at[0] + r * n * E;
            long g = at[2] + r * n * E;
            long y = at[3] + r * n * E;
            float mean = (float) (sum(x, n) / n);
            differences(x, mean, n, sums);
            float low = (float) (sums[0] / n);
            float scale = scale(sums, n, epsilon);
            parameters(x, mean, low, scale, g, at[4], at[5], n);
            weigh(g, at[1], y, n);
            float constant = (float) (sum(y, n) / n);
            float along = (float) (products(y, x, mean, low, scale, n) / n);
            finish(y, x, mean, low, scale, constant, along, n);
        }
    }

    /** Adds up the gradients of γ and β. */
    private static void parameters(
            long x,
            float mean,
            float lacking,
            float scale,
            long g,
            long ofGamma,
            long ofBeta,
            int n) {
        for (int i = 0; i < n; i += FLOATS) {
            VectorMask<Float> mask = F32.indexInRange(i, n);
            FloatVector v = load(g + i * E, mask);
            FloatVector normal = load(x + i * E, mask).sub(mean).sub(lacking).mul(scale);
            load(ofGamma + i * E, mask)
                    .add(v.mul(normal))
                    .intoMemorySegment(ALL, ofGamma + i * E, ORDER, mask);
            load(ofBeta + i * E, mask).add(v).intoMemorySegment(ALL, ofBeta + i * E, ORDER, mask);
        }
    }

    /** Writes {@code g·γ}. */
    private static void weigh(long g, long gamma, long y, int n) {
        for (int i = 0; i < n; i += FLOATS) {
            VectorMask<Float> mask = F32.indexInRange(i, n);
            load(g + i * E, mask)
                    .mul(load(gamma + i * E, mask))
                    .intoMemorySegment(ALL, y + i * E, ORDER, mask);
        }
    }

    private static double products(long y, long x, float mean, float lacking, float scale, int n) {
        double total = 0;
        for (int block = 0; block < n; block += BLOCK) {
            FloatVector a = zero(F32);
            FloatVector b = zero(F32);
            int end = Math.min(n, block + BLOCK);
            for (int i = block; i < end; i += 2 * FLOATS) {
                VectorMask<Float> mask = F32.indexInRange(i, n);
                VectorMask<Float> more = F32.indexInRange(i + FLOATS, n);
                long next = (i + FLOATS) * E;
                FloatVector d = load(x + i * E, mask).sub(mean).sub(lacking).mul(scale);
                FloatVector e = load(x + next, more).sub(mean).sub(lacking).mul(scale);
                a = a.add(load(y + i * E, mask).mul(d), mask);
                b = b.add(load(y + next, more).mul(e), more);
            }
            total += LaneFolds.sum(a.add(b));
        }
        return total;
    }

    private static void finish(
            long y,
            long x,
            float mean,
            float lacking,
            float scale,
            float constant,
            float along,
            int n) {
        for (int i = 0; i < n; i += FLOATS) {
            VectorMask<Float> mask = F32.indexInRange(i, n);
            FloatVector normal = load(x + i * E, mask).sub(mean).sub(lacking).mul(scale);
            load(y + i * E, mask)
                    .sub(constant)
                    .sub(normal.mul(along))
                    .mul(scale)
                    .intoMemorySegment(ALL, y + i * E, ORDER, mask);
        }
    }
}
