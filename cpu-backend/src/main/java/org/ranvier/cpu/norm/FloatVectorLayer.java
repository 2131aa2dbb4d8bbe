package org.ranvier.cpu.norm;

import static jdk.incubator.vector.FloatVector.zero;
import static org.ranvier.cpu.math.Lanes.F32;
import static org.ranvier.cpu.math.Lanes.FLOATS;
import static org.ranvier.cpu.math.Lanes.floats;
import static org.ranvier.cpu.math.Lanes.put;
import static org.ranvier.cpu.memory.Raw.ALL;

import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import org.ranvier.cpu.pass.LaneFolds;

/** {@link FloatScalarLayer} with vectors; only what does not fill two vectors is masked. */
final class FloatVectorLayer implements LayerKernel {
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();
    private static final long E = Float.BYTES;
    private static final long NEXT = FLOATS * E;

    private static FloatVector load(long at, VectorMask<Float> mask) {
        return FloatVector.fromMemorySegment(F32, ALL, at, ORDER, mask);
    }

    private static double sum(long x, int n) {
        int whole = n & -(2 * FLOATS);
        double total = 0;
        for (int block = 0; block < whole; block += BLOCK) {
            FloatVector a = zero(F32);
            FloatVector b = zero(F32);
            int end = Math.min(whole, block + BLOCK);
            for (int i = block; i < end; i += 2 * FLOATS) {
                a = a.add(floats(ALL, x + i * E));
                b = b.add(floats(ALL, x + i * E + NEXT));
            }
            total += LaneFolds.sum(a.add(b));
        }
        if (whole < n) {
            FloatVector a = load(x + whole * E, F32.indexInRange(whole, n));
            FloatVector b = load(x + whole * E + NEXT, F32.indexInRange(whole + FLOATS, n));
            total += LaneFolds.sum(a.add(b));
        }
        return total;
    }

    /** The sums of differences from a first mean and of their squares. */
    private static void differences(long x, float mean, int n, double[] sums) {
        int whole = n & -(2 * FLOATS);
        double total = 0;
        double squares = 0;
        for (int block = 0; block < whole; block += BLOCK) {
            FloatVector a = zero(F32);
            FloatVector b = zero(F32);
            FloatVector aa = zero(F32);
            FloatVector bb = zero(F32);
            int end = Math.min(whole, block + BLOCK);
            for (int i = block; i < end; i += 2 * FLOATS) {
                FloatVector d = floats(ALL, x + i * E).sub(mean);
                FloatVector e = floats(ALL, x + i * E + NEXT).sub(mean);
                a = a.add(d);
                b = b.add(e);
                aa = d.fma(d, aa);
                bb = e.fma(e, bb);
            }
            total += LaneFolds.sum(a.add(b));
            squares += LaneFolds.sum(aa.add(bb));
        }
        if (whole < n) {
            VectorMask<Float> mask = F32.indexInRange(whole, n);
            VectorMask<Float> more = F32.indexInRange(whole + FLOATS, n);
            FloatVector d = zero(F32).blend(load(x + whole * E, mask).sub(mean), mask);
            FloatVector e = zero(F32).blend(load(x + whole * E + NEXT, more).sub(mean), more);
            total += LaneFolds.sum(d.add(e));
            squares += LaneFolds.sum(d.mul(d).add(e.mul(e)));
        }
        sums[0] = total;
        sums[1] = squares;
    }

    /** {@code 1/√(variance + ε)}. */
    private static float scale(double[] sums, double part, double epsilon) {
        double lacking = sums[0] * part;
        double variance = sums[1] * part - lacking * lacking;
        float shifted = (float) (Math.max(variance, 0) + epsilon);
        return 1 / (float) Math.sqrt(shifted);
    }

    @Override
    public void forward(long[] at, long rows, int n, double epsilon) {
        double[] sums = new double[2];
        double part = 1.0 / n;
        for (long r = 0; r < rows; r++) {
            long x = at[0] + r * n * E;
            float mean = (float) (sum(x, n) * part);
            differences(x, mean, n, sums);
            float low = (float) (sums[0] * part);
            write(x, mean, low, scale(sums, part, epsilon), at[1], at[2], at[3] + r * n * E, n);
        }
    }

    private static void write(
            long x, float mean, float lacking, float scale, long gamma, long beta, long y, int n) {
        int whole = n & -FLOATS;
        for (int i = 0; i < whole; i += FLOATS) {
            FloatVector normal = floats(ALL, x + i * E).sub(mean).sub(lacking).mul(scale);
            put(normal.fma(floats(ALL, gamma + i * E), floats(ALL, beta + i * E)), ALL, y + i * E);
        }
        if (whole < n) {
            long i = whole * E;
            VectorMask<Float> mask = F32.indexInRange(whole, n);
            FloatVector normal = load(x + i, mask).sub(mean).sub(lacking).mul(scale);
            normal.fma(load(gamma + i, mask), load(beta + i, mask))
                    .intoMemorySegment(ALL, y + i, ORDER, mask);
        }
    }

    @Override
    public void backward(long[] at, long rows, int n, double epsilon) {
        double[] sums = new double[2];
        double part = 1.0 / n;
        for (long r = 0; r < rows; r++) {
            long x = at[0] + r * n * E;
            long g = at[2] + r * n * E;
            float mean = (float) (sum(x, n) * part);
            differences(x, mean, n, sums);
            float low = (float) (sums[0] * part);
            float scale = scale(sums, part, epsilon);
            gather(x, mean, low, scale, g, at, n, sums);
            float constant = (float) (sums[0] * part);
            float along = (float) (sums[1] * part);
            write(x, mean, low, scale, g, at[1], constant, along, at[3] + r * n * E, n);
        }
    }

    /**
     * Adds to the gradients of γ and β, and sums {@code g·γ} and its products with x normalised.
     */
    private static void gather(
            long x,
            float mean,
            float lacking,
            float scale,
            long g,
            long[] at,
            int n,
            double[] sums) {
        long gamma = at[1];
        long ofGamma = at[4];
        long ofBeta = at[5];
        int whole = n & -FLOATS;
        double total = 0;
        double products = 0;
        for (int block = 0; block < whole; block += BLOCK) {
            FloatVector a = zero(F32);
            FloatVector b = zero(F32);
            int end = Math.min(whole, block + BLOCK);
            for (int i = block; i < end; i += FLOATS) {
                FloatVector v = floats(ALL, g + i * E);
                FloatVector normal = floats(ALL, x + i * E).sub(mean).sub(lacking).mul(scale);
                put(v.fma(normal, floats(ALL, ofGamma + i * E)), ALL, ofGamma + i * E);
                put(floats(ALL, ofBeta + i * E).add(v), ALL, ofBeta + i * E);
                FloatVector w = v.mul(floats(ALL, gamma + i * E));
                a = a.add(w);
                b = b.add(w.mul(normal));
            }
            total += LaneFolds.sum(a);
            products += LaneFolds.sum(b);
        }
        if (whole < n) {
            long i = whole * E;
            VectorMask<Float> mask = F32.indexInRange(whole, n);
            FloatVector v = load(g + i, mask);
            FloatVector normal = load(x + i, mask).sub(mean).sub(lacking).mul(scale);
            v.fma(normal, load(ofGamma + i, mask)).intoMemorySegment(ALL, ofGamma + i, ORDER, mask);
            load(ofBeta + i, mask).add(v).intoMemorySegment(ALL, ofBeta + i, ORDER, mask);
            FloatVector w = v.mul(load(gamma + i, mask));
            total += LaneFolds.sum(w);
            products += LaneFolds.sum(zero(F32).blend(w.mul(normal), mask));
        }
        sums[0] = total;
        sums[1] = products;
    }

    private static void write(
            long x,
            float mean,
            float lacking,
            float scale,
            long g,
            long gamma,
            float constant,
            float along,
            long y,
            int n) {
        int whole = n & -FLOATS;
        for (int i = 0; i < whole; i += FLOATS) {
            FloatVector normal = floats(ALL, x + i * E).sub(mean).sub(lacking).mul(scale);
            FloatVector w = floats(ALL, g + i * E).mul(floats(ALL, gamma + i * E));
            put(w.sub(constant).sub(normal.mul(along)).mul(scale), ALL, y + i * E);
        }
        if (whole < n) {
            long i = whole * E;
            VectorMask<Float> mask = F32.indexInRange(whole, n);
            FloatVector normal = load(x + i, mask).sub(mean).sub(lacking).mul(scale);
            FloatVector w = load(g + i, mask).mul(load(gamma + i, mask));
            w.sub(constant)
                    .sub(normal.mul(along))
                    .mul(scale)
                    .intoMemorySegment(ALL, y + i, ORDER, mask);
        }
    }
}
