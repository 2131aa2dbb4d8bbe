package org.ranvier.cpu.norm;

import static jdk.incubator.vector.FloatVector.broadcast;
import static org.ranvier.cpu.math.Lanes.DOUBLES;
import static org.ranvier.cpu.math.Lanes.F32;
import static org.ranvier.cpu.math.Lanes.F64;
import static org.ranvier.cpu.math.Lanes.FLOATS;
import static org.ranvier.cpu.math.Lanes.HALF_F32;
import static org.ranvier.cpu.math.Lanes.floats;
import static org.ranvier.cpu.math.Lanes.put;
import static org.ranvier.cpu.math.Lanes.widened;
import static org.ranvier.cpu.memory.Raw.ALL;
import static org.ranvier.cpu.memory.Raw.FLOAT;

import java.nio.ByteOrder;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import org.ranvier.cpu.pass.LaneFolds;

/** {@link FloatScalarBatch} with vectors. */
final class FloatVectorBatch implements BatchKernel {
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();
    private static final long E = Float.BYTES;

    private static FloatVector load(long at, VectorMask<Float> mask) {
        return FloatVector.fromMemorySegment(F32, ALL, at, ORDER, mask);
    }

    private static DoubleVector wide(long at, VectorMask<Double> mask) {
        FloatVector x =
                FloatVector.fromMemorySegment(HALF_F32, ALL, at, ORDER, mask.cast(HALF_F32));
        return (DoubleVector) x.castShape(F64, 0);
    }

    private static void narrow(DoubleVector x, long at, VectorMask<Double> mask) {
        FloatVector y = (FloatVector) x.castShape(HALF_F32, 0);
        y.intoMemorySegment(ALL, at, ORDER, mask.cast(HALF_F32));
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
                a = a.add(widened(from + i * E));
                b = b.add(widened(from + (i + DOUBLES) * E));
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
                DoubleVector d = widened(from + i * E).sub(mean);
                DoubleVector e = widened(from + (i + DOUBLES) * E).sub(mean);
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
                DoubleVector d = widened(fromX + i * E).sub(mean);
                DoubleVector e = widened(fromX + (i + DOUBLES) * E).sub(mean);
                a = a.add(widened(fromG + i * E).mul(d));
                b = b.add(widened(fromG + (i + DOUBLES) * E).mul(e));
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
            float mean,
            float away,
            float slope,
            float times,
            long y,
            Planes planes) {
        int n = planes.n();
        for (long k = 0; k < planes.images(); k++) {
            long offset = k * planes.step();
            int i = 0;
            for (; i <= n - FLOATS; i += FLOATS) {
                FloatVector d = floats(x + offset + i * E).sub(mean);
                FloatVector v = floats(g + offset + i * E).sub(away).sub(d.mul(slope));
                put(v.mul(times), y + offset + i * E);
            }
            if (i < n) {
                VectorMask<Float> mask = F32.indexInRange(i, n);
                FloatVector d = load(x + offset + i * E, mask).sub(mean);
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
        float scale = (float) (ALL.get(FLOAT, at[1]) / Math.sqrt(variance + epsilon));
        float high = (float) mean;
        affine(at[0], high, (float) (mean - high), scale, ALL.get(FLOAT, at[2]), at[3], planes);
        ALL.set(FLOAT, at[4], high);
        ALL.set(FLOAT, at[5], (float) variance);
    }

    private static void affine(
            long x, float high, float low, float scale, float shift, long y, Planes planes) {
        FloatVector s = broadcast(F32, scale);
        FloatVector t = broadcast(F32, shift);
        int n = planes.n();
        for (long k = 0; k < planes.images(); k++) {
            long offset = k * planes.step();
            int i = 0;
            for (; i <= n - FLOATS; i += FLOATS) {
                FloatVector d = floats(x + offset + i * E).sub(high).sub(low);
                put(d.fma(s, t), y + offset + i * E);
            }
            if (i < n) {
                VectorMask<Float> mask = F32.indexInRange(i, n);
                FloatVector d = load(x + offset + i * E, mask).sub(high).sub(low);
                d.fma(s, t).intoMemorySegment(ALL, y + offset + i * E, ORDER, mask);
            }
        }
    }

    @Override
    public void batchGradient(long[] at, Planes planes, double epsilon) {
        float mean = ALL.get(FLOAT, at[2]);
        double scale = 1 / Math.sqrt(ALL.get(FLOAT, at[3]) + epsilon);
        double ofBeta = sum(at[4], planes);
        double ofGamma = products(at[4], at[0], mean, planes) * scale;
        float away = (float) (ofBeta / planes.count());
        float slope = (float) (ofGamma / planes.count() * scale);
        float times = (float) (ALL.get(FLOAT, at[1]) * scale);
        backward(at[4], at[0], mean, away, slope, times, at[5], planes);
        ALL.set(FLOAT, at[6], (float) ofGamma);
        ALL.set(FLOAT, at[7], (float) ofBeta);
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
