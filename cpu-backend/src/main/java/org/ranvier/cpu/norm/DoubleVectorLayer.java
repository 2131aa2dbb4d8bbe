package org.ranvier.cpu.norm;

import static jdk.incubator.vector.DoubleVector.zero;
import static org.ranvier.cpu.math.Lanes.DOUBLES;
import static org.ranvier.cpu.math.Lanes.F64;
import static org.ranvier.cpu.memory.Raw.ALL;

import java.nio.ByteOrder;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import org.ranvier.cpu.pass.LaneFolds;

/** {@link DoubleScalarLayer} with vectors. */
final class DoubleVectorLayer implements LayerKernel {
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();
    private static final long E = Double.BYTES;

    private static DoubleVector load(long at, VectorMask<Double> mask) {
        return DoubleVector.fromMemorySegment(F64, ALL, at, ORDER, mask);
    }

    private static double sum(long x, int n) {
        double total = 0;
        for (int block = 0; block < n; block += BLOCK) {
            DoubleVector a = zero(F64);
            DoubleVector b = zero(F64);
            int end = Math.min(n, block + BLOCK);
            for (int i = block; i < end; i += 2 * DOUBLES) {
                a = a.add(load(x + i * E, F64.indexInRange(i, n)));
                b = b.add(load(x + (i + DOUBLES) * E, F64.indexInRange(i + DOUBLES, n)));
            }
            total += LaneFolds.sum(a.add(b));
        }
        return total;
    }

    /** The sums of differences from a first mean and of their squares. */
    private static void differences(long x, double mean, int n, double[] sums) {
        double total = 0;
        double squares = 0;
        for (int block = 0; block < n; block += BLOCK) {
            DoubleVector a = zero(F64);
            DoubleVector b = zero(F64);
            DoubleVector aa = zero(F64);
            DoubleVector bb = zero(F64);
            int end = Math.min(n, block + BLOCK);
            for (int i = block; i < end; i += 2 * DOUBLES) {
                VectorMask<Double> mask = F64.indexInRange(i, n);
                VectorMask<Double> more = F64.indexInRange(i + DOUBLES, n);
                DoubleVector d = load(x + i * E, mask).sub(mean);
                DoubleVector e = load(x + (i + DOUBLES) * E, more).sub(mean);
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
    private static double scale(double[] sums, int n, double epsilon) {
        double lacking = sums[0] / n;
        double variance = sums[1] / n - lacking * lacking;
        return (1 / Math.sqrt(Math.max(variance, 0) + epsilon));
    }

    @Override
    public void forward(long[] at, long rows, int n, double epsilon) {
        double[] sums = new double[2];
        for (long r = 0; r < rows; r++) {
            long x = at[0] + r * n * E;
            double mean = (sum(x, n) / n);
            differences(x, mean, n, sums);
            double low = (sums[0] / n);
            double scale = scale(sums, n, epsilon);
            write(x, mean, low, scale, at[1], at[2], at[3] + r * n * E, n);
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
        for (int i = 0; i < n; i += DOUBLES) {
            VectorMask<Double> mask = F64.indexInRange(i, n);
            DoubleVector normal = load(x + i * E, mask).sub(mean).sub(lacking).mul(scale);
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
            double mean = (sum(x, n) / n);
            differences(x, mean, n, sums);
            double low = (sums[0] / n);
            double scale = scale(sums, n, epsilon);
            parameters(x, mean, low, scale, g, at[4], at[5], n);
            weigh(g, at[1], y, n);
            double constant = (sum(y, n) / n);
            double along = (products(y, x, mean, low, scale, n) / n);
            finish(y, x, mean, low, scale, constant, along, n);
        }
    }

    /** Adds up the gradients of γ and β. */
    private static void parameters(
            long x,
            double mean,
            double lacking,
            double scale,
            long g,
            long ofGamma,
            long ofBeta,
            int n) {
        for (int i = 0; i < n; i += DOUBLES) {
            VectorMask<Double> mask = F64.indexInRange(i, n);
            DoubleVector v = load(g + i * E, mask);
            DoubleVector normal = load(x + i * E, mask).sub(mean).sub(lacking).mul(scale);
            load(ofGamma + i * E, mask)
                    .add(v.mul(normal))
                    .intoMemorySegment(ALL, ofGamma + i * E, ORDER, mask);
            load(ofBeta + i * E, mask).add(v).intoMemorySegment(ALL, ofBeta + i * E, ORDER, mask);
        }
    }

    /** Writes {@code g·γ}. */
    private static void weigh(long g, long gamma, long y, int n) {
        for (int i = 0; i < n; i += DOUBLES) {
            VectorMask<Double> mask = F64.indexInRange(i, n);
            load(g + i * E, mask)
                    .mul(load(gamma + i * E, mask))
                    .intoMemorySegment(ALL, y + i * E, ORDER, mask);
        }
    }

    private static double products(
            long y, long x, double mean, double lacking, double scale, int n) {
        double total = 0;
        for (int block = 0; block < n; block += BLOCK) {
            DoubleVector a = zero(F64);
            DoubleVector b = zero(F64);
            int end = Math.min(n, block + BLOCK);
            for (int i = block; i < end; i += 2 * DOUBLES) {
                VectorMask<Double> mask = F64.indexInRange(i, n);
                VectorMask<Double> more = F64.indexInRange(i + DOUBLES, n);
                long next = (i + DOUBLES) * E;
                DoubleVector d = load(x + i * E, mask).sub(mean).sub(lacking).mul(scale);
                DoubleVector e = load(x + next, more).sub(mean).sub(lacking).mul(scale);
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
            double mean,
            double lacking,
            double scale,
            double constant,
            double along,
            int n) {
        for (int i = 0; i < n; i += DOUBLES) {
            VectorMask<Double> mask = F64.indexInRange(i, n);
            DoubleVector normal = load(x + i * E, mask).sub(mean).sub(lacking).mul(scale);
            load(y + i * E, mask)
                    .sub(constant)
                    .sub(normal.mul(along))
                    .mul(scale)
                    .intoMemorySegment(ALL, y + i * E, ORDER, mask);
        }
    }
}
