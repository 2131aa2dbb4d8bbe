package org.ranvier.cpu.norm;

import static jdk.incubator.vector.DoubleVector.broadcast;
import static org.ranvier.cpu.math.Lanes.DOUBLES;
import static org.ranvier.cpu.math.Lanes.F64;
import static org.ranvier.cpu.math.Lanes.doubles;
import static org.ranvier.cpu.math.Lanes.put;
import static org.ranvier.cpu.memory.Raw.ALL;
import static org.ranvier.cpu.memory.Raw.DOUBLE;

import java.nio.ByteOrder;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import org.ranvier.cpu.pass.LaneFolds;

/** {@link DoubleScalarBatch} with vectors. */
final class DoubleVectorBatch implements BatchKernel {
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();
    private static final long E = Double.BYTES;

    private static DoubleVector load(long at, VectorMask<Double> mask) {
        return DoubleVector.fromMemorySegment(F64, ALL, at, ORDER, mask);
    }

    private static DoubleVector wide(long at, VectorMask<Double> mask) {
        DoubleVector x = DoubleVector.fromMemorySegment(F64, ALL, at, ORDER, mask.cast(F64));
        return (DoubleVector) x.castShape(F64, 0);
    }

    private static void narrow(DoubleVector x, long at, VectorMask<Double> mask) {
        DoubleVector y = (DoubleVector) x.castShape(F64, 0);
        y.intoMemorySegment(ALL, at, ORDER, mask.cast(F64));
    }

    private static DoubleVector zero() {
        return DoubleVector.zero(F64);
    }

    private static double sum(long x, Planes planes) {
        DoubleVector a = zero();
        DoubleVector b = zero();
        int n = planes.n();
        for (long k = 0; k < planes.images(); k++) {
            long from = x + k * planes.step();
            int i = 0;
            for (; i <= n - 2 * DOUBLES; i += 2 * DOUBLES) {
                a = a.add(doubles(from + i * E));
                b = b.add(doubles(from + (i + DOUBLES) * E));
            }
            if (i < n) {
                a = a.add(wide(from + i * E, F64.indexInRange(i, n)));
                b = b.add(wide(from + (i + DOUBLES) * E, F64.indexInRange(i + DOUBLES, n)));
            }
        }
        return LaneFolds.sum(a.add(b));
    }

    private static double squares(long x, double mean, Planes planes) {
        DoubleVector a = zero();
        DoubleVector b = zero();
        int n = planes.n();
        for (long k = 0; k < planes.images(); k++) {
            long from = x + k * planes.step();
            int i = 0;
            for (; i <= n - 2 * DOUBLES; i += 2 * DOUBLES) {
                DoubleVector d = doubles(from + i * E).sub(mean);
                DoubleVector e = doubles(from + (i + DOUBLES) * E).sub(mean);
                a = a.add(d.mul(d));
                b = b.add(e.mul(e));
            }
            if (i < n) {
                VectorMask<Double> mask = F64.indexInRange(i, n);
                VectorMask<Double> more = F64.indexInRange(i + DOUBLES, n);
                DoubleVector d = wide(from + i * E, mask).sub(mean);
                DoubleVector e = wide(from + (i + DOUBLES) * E, more).sub(mean);
                a = a.add(d.mul(d), mask);
                b = b.add(e.mul(e), more);
            }
        }
        return LaneFolds.sum(a.add(b));
    }

    private static double products(long g, long x, double mean, Planes planes) {
        DoubleVector a = zero();
        DoubleVector b = zero();
        int n = planes.n();
        for (long k = 0; k < planes.images(); k++) {
            long fromG = g + k * planes.step();
            long fromX = x + k * planes.step();
            int i = 0;
            for (; i <= n - 2 * DOUBLES; i += 2 * DOUBLES) {
                DoubleVector d = doubles(fromX + i * E).sub(mean);
                DoubleVector e = doubles(fromX + (i + DOUBLES) * E).sub(mean);
                a = a.add(doubles(fromG + i * E).mul(d));
                b = b.add(doubles(fromG + (i + DOUBLES) * E).mul(e));
            }
            if (i < n) {
                VectorMask<Double> mask = F64.indexInRange(i, n);
                VectorMask<Double> more = F64.indexInRange(i + DOUBLES, n);
                DoubleVector d = wide(fromX + i * E, mask).sub(mean);
                DoubleVector e = wide(fromX + (i + DOUBLES) * E, more).sub(mean);
                a = a.add(wide(fromG + i * E, mask).mul(d), mask);
                b = b.add(wide(fromG + (i + DOUBLES) * E, more).mul(e), more);
            }
        }
        return LaneFolds.sum(a.add(b));
    }

    private static void backward(
            long g,
            long x,
            double mean,
            double away,
            double slope,
            double times,
            long y,
            Planes planes) {
        int n = planes.n();
        for (long k = 0; k < planes.images(); k++) {
            long offset = k * planes.step();
            int i = 0;
            for (; i <= n - DOUBLES; i += DOUBLES) {
                DoubleVector d = doubles(x + offset + i * E).sub(mean);
                DoubleVector v = doubles(g + offset + i * E).sub(away).sub(d.mul(slope));
                put(v.mul(times), y + offset + i * E);
            }
            if (i < n) {
                VectorMask<Double> mask = F64.indexInRange(i, n);
                DoubleVector d = load(x + offset + i * E, mask).sub(mean);
                load(g + offset + i * E, mask)
                        .sub(away)
                        .sub(d.mul(slope))
                        .mul(times)
                        .intoMemorySegment(ALL, y + offset + i * E, ORDER, mask);
            }
        }
    }

    @Override
    public void batch(long[] at, Planes planes, double epsilon) {
        double mean = sum(at[0], planes) / planes.count();
        double variance = squares(at[0], mean, planes) / planes.count();
        double scale = (ALL.get(DOUBLE, at[1]) / Math.sqrt(variance + epsilon));
        affine(at[0], mean, scale, ALL.get(DOUBLE, at[2]), at[3], planes);
        ALL.set(DOUBLE, at[4], mean);
        ALL.set(DOUBLE, at[5], variance);
    }

    private static void affine(
            long x, double mean, double scale, double shift, long y, Planes planes) {
        DoubleVector s = broadcast(F64, scale);
        DoubleVector t = broadcast(F64, shift);
        int n = planes.n();
        for (long k = 0; k < planes.images(); k++) {
            long offset = k * planes.step();
            int i = 0;
            for (; i <= n - DOUBLES; i += DOUBLES) {
                DoubleVector d = doubles(x + offset + i * E).sub(mean);
                put(d.fma(s, t), y + offset + i * E);
            }
            if (i < n) {
                VectorMask<Double> mask = F64.indexInRange(i, n);
                DoubleVector d = load(x + offset + i * E, mask).sub(mean);
                d.fma(s, t).intoMemorySegment(ALL, y + offset + i * E, ORDER, mask);
            }
        }
    }

    @Override
    public void batchGradient(long[] at, Planes planes, double epsilon) {
        double mean = ALL.get(DOUBLE, at[2]);
        double scale = 1 / Math.sqrt(ALL.get(DOUBLE, at[3]) + epsilon);
        double ofBeta = sum(at[4], planes);
        double ofGamma = products(at[4], at[0], mean, planes) * scale;
        double away = (ofBeta / planes.count());
        double slope = (ofGamma / planes.count() * scale);
        double times = (ALL.get(DOUBLE, at[1]) * scale);
        backward(at[4], at[0], mean, away, slope, times, at[5], planes);
        ALL.set(DOUBLE, at[6], ofGamma);
        ALL.set(DOUBLE, at[7], ofBeta);
    }

    @Override
    public void columns(long[] at, int channels, long images, long step, double epsilon) {
        for (int i = 0; i < channels; i += DOUBLES) {
            column(at, i * E, F64.indexInRange(i, channels), images, step, epsilon);
        }
    }

    private static void column(
            long[] at,
            long offset,
            VectorMask<Double> mask,
            long images,
            long step,
            double epsilon) {
        long x = at[0] + offset;
        long y = at[3] + offset;
        DoubleVector mean = zero();
        for (long k = 0; k < images; k++) {
            mean = mean.add(wide(x + k * step, mask));
        }
        mean = mean.div(images);
        DoubleVector variance = zero();
        for (long k = 0; k < images; k++) {
            DoubleVector d = wide(x + k * step, mask).sub(mean);
            variance = variance.add(d.mul(d));
        }
        variance = variance.div(images);
        DoubleVector scale = wide(at[1] + offset, mask).div(variance.add(epsilon).sqrt());
        DoubleVector shift = wide(at[2] + offset, mask);
        for (long k = 0; k < images; k++) {
            DoubleVector d = wide(x + k * step, mask).sub(mean);
            narrow(d.mul(scale).add(shift), y + k * step, mask);
        }
        narrow(mean, at[4] + offset, mask);
        narrow(variance, at[5] + offset, mask);
    }

    @Override
    public void columnsGradient(long[] at, int channels, long images, long step, double epsilon) {
        for (int i = 0; i < channels; i += DOUBLES) {
            columnGradient(at, i * E, F64.indexInRange(i, channels), images, step, epsilon);
        }
    }

    private static void columnGradient(
            long[] at,
            long offset,
            VectorMask<Double> mask,
            long images,
            long step,
            double epsilon) {
        long x = at[0] + offset;
        long g = at[4] + offset;
        DoubleVector mean = wide(at[2] + offset, mask);
        DoubleVector root = wide(at[3] + offset, mask).add(epsilon).sqrt();
        DoubleVector scale = DoubleVector.broadcast(F64, 1).div(root);
        DoubleVector ofBeta = zero();
        DoubleVector ofGamma = zero();
        for (long k = 0; k < images; k++) {
            DoubleVector v = wide(g + k * step, mask);
            ofBeta = ofBeta.add(v);
            ofGamma = ofGamma.add(v.mul(wide(x + k * step, mask).sub(mean)));
        }
        ofGamma = ofGamma.mul(scale);
        DoubleVector away = ofBeta.div(images);
        DoubleVector slope = ofGamma.div(images).mul(scale);
        DoubleVector times = scale.mul(wide(at[1] + offset, mask));
        for (long k = 0; k < images; k++) {
            DoubleVector d = wide(x + k * step, mask).sub(mean);
            DoubleVector v = wide(g + k * step, mask).sub(away).sub(d.mul(slope));
            narrow(v.mul(times), at[5] + offset + k * step, mask);
        }
        narrow(ofGamma, at[6] + offset, mask);
        narrow(ofBeta, at[7] + offset, mask);
    }
}
