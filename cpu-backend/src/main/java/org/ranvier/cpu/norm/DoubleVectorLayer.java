package org.ranvier.cpu.norm;

import static jdk.incubator.vector.DoubleVector.zero;
import static org.ranvier.cpu.math.Lanes.DOUBLES;
import static org.ranvier.cpu.math.Lanes.F64;
import static org.ranvier.cpu.math.Lanes.doubles;
import static org.ranvier.cpu.math.Lanes.put;
import static org.ranvier.cpu.memory.Raw.ALL;

import java.nio.ByteOrder;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import org.ranvier.cpu.pass.LaneFolds;

/** {@link DoubleScalarLayer} with vectors; only what does not fill two vectors is masked. */
final class DoubleVectorLayer implements LayerKernel {
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();
    private static final long E = Double.BYTES;
    private static final long NEXT = DOUBLES * E;

    private static DoubleVector load(long at, VectorMask<Double> mask) {
        return DoubleVector.fromMemorySegment(F64, ALL, at, ORDER, mask);
    }

    private static double sum(long x, int n) {
        int whole = n & -(2 * DOUBLES);
        double total = 0;
        for (int block = 0; block < whole; block += BLOCK) {
            DoubleVector a = zero(F64);
            DoubleVector b = zero(F64);
            int end = Math.min(whole, block + BLOCK);
            for (int i = block; i < end; i += 2 * DOUBLES) {
                a = a.add(doubles(ALL, x + i * E));
                b = b.add(doubles(ALL, x + i * E + NEXT));
            }
            total += LaneFolds.sum(a.add(b));
        }
        if (whole < n) {
            DoubleVector a = load(x + whole * E, F64.indexInRange(whole, n));
            DoubleVector b = load(x + whole * E + NEXT, F64.indexInRange(whole + DOUBLES, n));
            total += LaneFolds.sum(a.add(b));
        }
        return total;
    }

    /** The sums of differences from a first mean and of their squares. */
    private static void differences(long x, double mean, int n, double[] sums) {
        int whole = n & -(2 * DOUBLES);
        double total = 0;
        double squares = 0;
        for (int block = 0; block < whole; block += BLOCK) {
            DoubleVector a = zero(F64);
            DoubleVector b = zero(F64);
            DoubleVector aa = zero(F64);
            DoubleVector bb = zero(F64);
            int end = Math.min(whole, block + BLOCK);
            for (int i = block; i < end; i += 2 * DOUBLES) {
                DoubleVector d = doubles(ALL, x + i * E).sub(mean);
                DoubleVector e = doubles(ALL, x + i * E + NEXT).sub(mean);
                a = a.add(d);
                b = b.add(e);
                aa = d.fma(d, aa);
                bb = e.fma(e, bb);
            }
            total += LaneFolds.sum(a.add(b));
            squares += LaneFolds.sum(aa.add(bb));
        }
        if (whole < n) {
            VectorMask<Double> mask = F64.indexInRange(whole, n);
            VectorMask<Double> more = F64.indexInRange(whole + DOUBLES, n);
            DoubleVector d = zero(F64).blend(load(x + whole * E, mask).sub(mean), mask);
            DoubleVector e = zero(F64).blend(load(x + whole * E + NEXT, more).sub(mean), more);
            total += LaneFolds.sum(d.add(e));
            squares += LaneFolds.sum(d.mul(d).add(e.mul(e)));
        }
        sums[0] = total;
        sums[1] = squares;
    }

    /** {@code 1/√(variance + ε)}. */
    private static double scale(double[] sums, double part, double epsilon) {
        double lacking = sums[0] * part;
        double variance = sums[1] * part - lacking * lacking;
        double shifted = (Math.max(variance, 0) + epsilon);
        return 1 / Math.sqrt(shifted);
    }

    @Override
    public void forward(long[] at, long rows, int n, double epsilon) {
        double[] sums = new double[2];
        double part = 1.0 / n;
        for (long r = 0; r < rows; r++) {
            long x = at[0] + r * n * E;
            double mean = (sum(x, n) * part);
            differences(x, mean, n, sums);
            double low = (sums[0] * part);
            write(x, mean, low, scale(sums, part, epsilon), at[1], at[2], at[3] + r * n * E, n);
        }
    }

    private static void write(
            long x,
            double mean,
            double lacking,
            double scale,
            long gamma,
            long beta,
            long y,
            int n) {
        int whole = n & -DOUBLES;
        for (int i = 0; i < whole; i += DOUBLES) {
            DoubleVector normal = doubles(ALL, x + i * E).sub(mean).sub(lacking).mul(scale);
            put(
                    normal.fma(doubles(ALL, gamma + i * E), doubles(ALL, beta + i * E)),
                    ALL,
                    y + i * E);
        }
        if (whole < n) {
            long i = whole * E;
            VectorMask<Double> mask = F64.indexInRange(whole, n);
            DoubleVector normal = load(x + i, mask).sub(mean).sub(lacking).mul(scale);
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
            double mean = (sum(x, n) * part);
            differences(x, mean, n, sums);
            double low = (sums[0] * part);
            double scale = scale(sums, part, epsilon);
            gather(x, mean, low, scale, g, at, n, sums);
            double constant = (sums[0] * part);
            double along = (sums[1] * part);
            write(x, mean, low, scale, g, at[1], constant, along, at[3] + r * n * E, n);
        }
    }

    /**
     * Adds to the gradients of γ and β, and sums {@code g·γ} and its products with x normalised.
     */
    private static void gather(
            long x,
            double mean,
            double lacking,
            double scale,
            long g,
            long[] at,
            int n,
            double[] sums) {
        long gamma = at[1];
        long ofGamma = at[4];
        long ofBeta = at[5];
        int whole = n & -DOUBLES;
        double total = 0;
        double products = 0;
        for (int block = 0; block < whole; block += BLOCK) {
            DoubleVector a = zero(F64);
            DoubleVector b = zero(F64);
            int end = Math.min(whole, block + BLOCK);
            for (int i = block; i < end; i += DOUBLES) {
                DoubleVector v = doubles(ALL, g + i * E);
                DoubleVector normal = doubles(ALL, x + i * E).sub(mean).sub(lacking).mul(scale);
                put(v.fma(normal, doubles(ALL, ofGamma + i * E)), ALL, ofGamma + i * E);
                put(doubles(ALL, ofBeta + i * E).add(v), ALL, ofBeta + i * E);
                DoubleVector w = v.mul(doubles(ALL, gamma + i * E));
                a = a.add(w);
                b = b.add(w.mul(normal));
            }
            total += LaneFolds.sum(a);
            products += LaneFolds.sum(b);
        }
        if (whole < n) {
            long i = whole * E;
            VectorMask<Double> mask = F64.indexInRange(whole, n);
            DoubleVector v = load(g + i, mask);
            DoubleVector normal = load(x + i, mask).sub(mean).sub(lacking).mul(scale);
            v.fma(normal, load(ofGamma + i, mask)).intoMemorySegment(ALL, ofGamma + i, ORDER, mask);
            load(ofBeta + i, mask).add(v).intoMemorySegment(ALL, ofBeta + i, ORDER, mask);
            DoubleVector w = v.mul(load(gamma + i, mask));
            total += LaneFolds.sum(w);
            products += LaneFolds.sum(zero(F64).blend(w.mul(normal), mask));
        }
        sums[0] = total;
        sums[1] = products;
    }

    private static void write(
            long x,
            double mean,
            double lacking,
            double scale,
            long g,
            long gamma,
            double constant,
            double along,
            long y,
            int n) {
        int whole = n & -DOUBLES;
        for (int i = 0; i < whole; i += DOUBLES) {
            DoubleVector normal = doubles(ALL, x + i * E).sub(mean).sub(lacking).mul(scale);
            DoubleVector w = doubles(ALL, g + i * E).mul(doubles(ALL, gamma + i * E));
            put(w.sub(constant).sub(normal.mul(along)).mul(scale), ALL, y + i * E);
        }
        if (whole < n) {
            long i = whole * E;
            VectorMask<Double> mask = F64.indexInRange(whole, n);
            DoubleVector normal = load(x + i, mask).sub(mean).sub(lacking).mul(scale);
            DoubleVector w = load(g + i, mask).mul(load(gamma + i, mask));
            w.sub(constant)
                    .sub(normal.mul(along))
                    .mul(scale)
                    .intoMemorySegment(ALL, y + i, ORDER, mask);
        }
    }
}
