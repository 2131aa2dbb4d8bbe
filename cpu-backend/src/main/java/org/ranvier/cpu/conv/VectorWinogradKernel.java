package org.ranvier.cpu.conv;

import static jdk.incubator.vector.FloatVector.fromMemorySegment;
import static org.ranvier.cpu.math.Lanes.F32;
import static org.ranvier.cpu.math.Lanes.FLOATS;
import static org.ranvier.cpu.memory.Raw.ALL;

import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;

/**
 * A vector of neighbours at a time, with the additions of the scalar form in the same order: a
 * factor of ±1 in a fused multiply-add rounds as they do.
 *
 * <p>Each loop is short and a method of its own: in longer ones, with masks, the first compiler
 * gives up, and then the optimising one is never asked.
 */
final class VectorWinogradKernel implements WinogradKernel {
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();
    private static final long E = Float.BYTES;

    /** Bytes of a vector. */
    private static final long W = F32.vectorByteSize();

    private static final FloatVector LANE = FloatVector.zero(F32).addIndex(1);

    /** Even and odd elements of two vectors. */
    private static final VectorShuffle<Float> EVEN = VectorShuffle.fromOp(F32, i -> 2 * i);

    private static final VectorShuffle<Float> ODD = VectorShuffle.fromOp(F32, i -> 2 * i + 1);

    /** Elements of two vectors in turn: those of the first half and those of the second. */
    private static final VectorShuffle<Float> FIRST =
            VectorShuffle.fromOp(F32, i -> i / 2 + i % 2 * FLOATS);

    private static final VectorShuffle<Float> SECOND =
            VectorShuffle.fromOp(F32, i -> (FLOATS + i) / 2 + i % 2 * FLOATS);

    /** The lanes from one number to before another, which may lie outside. */
    private static VectorMask<Float> lanes(int from, int to) {
        return LANE.compare(VectorOperators.GE, from).and(LANE.compare(VectorOperators.LT, to));
    }

    @Override
    public void weights(long from, long tap, int kernels, long to, long number) {
        for (int i = 0; i < kernels; i += FLOATS) {
            FloatVector g0 = fromMemorySegment(F32, ALL, from, ORDER);
            FloatVector g1 = fromMemorySegment(F32, ALL, from + tap, ORDER);
            FloatVector g2 = fromMemorySegment(F32, ALL, from + 2 * tap, ORDER);
            FloatVector outer = g0.add(g2);
            g0.intoMemorySegment(ALL, to, ORDER);
            outer.add(g1).mul(0.5f).intoMemorySegment(ALL, to + number, ORDER);
            outer.sub(g1).mul(0.5f).intoMemorySegment(ALL, to + 2 * number, ORDER);
            g2.intoMemorySegment(ALL, to + 3 * number, ORDER);
            from += W;
            to += W;
        }
    }

    @Override
    public void split(
            long p,
            long pChannel,
            long q,
            long qChannel,
            float sign,
            int from,
            int to,
            int pairs,
            int channels,
            long even,
            long odd,
            long channel) {
        for (int t = 0; t < pairs; t += FLOATS) {
            long at = 2 * t * E;
            int first = from - 2 * t;
            int end = to - 2 * t;
            long target = even + t * E;
            apart(
                    p + at, pChannel, q + at, qChannel, sign, first, end, channels, target, odd,
                    channel);
        }
    }

    private static void apart(
            long p,
            long pChannel,
            long q,
            long qChannel,
            float sign,
            int from,
            int to,
            int channels,
            long even,
            long odd,
            long channel) {
        VectorMask<Float> inA = lanes(from, to);
        VectorMask<Float> inB = lanes(from - FLOATS, to - FLOATS);
        FloatVector s = FloatVector.broadcast(F32, sign);
        for (int i = 0; i < channels; i++) {
            FloatVector pA = fromMemorySegment(F32, ALL, p, ORDER, inA);
            FloatVector pB = fromMemorySegment(F32, ALL, p + W, ORDER, inB);
            FloatVector a = s.fma(fromMemorySegment(F32, ALL, q, ORDER, inA), pA);
            FloatVector b = s.fma(fromMemorySegment(F32, ALL, q + W, ORDER, inB), pB);
            a.rearrange(EVEN, b).intoMemorySegment(ALL, even, ORDER);
            a.rearrange(ODD, b).intoMemorySegment(ALL, even + odd, ORDER);
            p += pChannel;
            q += qChannel;
            even += channel;
        }
    }

    @Override
    public void source(
            long even,
            long odd,
            long channel,
            int tiles,
            int channels,
            long to,
            long row,
            long number) {
        for (int t = 0; t < tiles; t += FLOATS) {
            across(even + t * E, odd, channel, tiles - t, channels, to + t * E, row, number);
        }
    }

    private static void across(
            long x,
            long odd,
            long channel,
            int tiles,
            int channels,
            long to,
            long row,
            long number) {
        VectorMask<Float> in = lanes(0, tiles);
        for (int i = 0; i < channels; i++) {
            FloatVector x0 = fromMemorySegment(F32, ALL, x, ORDER);
            FloatVector x1 = fromMemorySegment(F32, ALL, x + odd, ORDER);
            FloatVector x2 = fromMemorySegment(F32, ALL, x + E, ORDER);
            FloatVector x3 = fromMemorySegment(F32, ALL, x + odd + E, ORDER);
            x0.sub(x2).intoMemorySegment(ALL, to, ORDER, in);
            x1.add(x2).intoMemorySegment(ALL, to + number, ORDER, in);
            x2.sub(x1).intoMemorySegment(ALL, to + 2 * number, ORDER, in);
            x1.sub(x3).intoMemorySegment(ALL, to + 3 * number, ORDER, in);
            x += channel;
            to += row;
        }
    }

    @Override
    public boolean result(
            long from,
            long row,
            long number,
            float sign,
            int tiles,
            int channels,
            long to,
            long channel,
            int columns) {
        boolean finite = true;
        for (int t = 0; t < tiles; t += FLOATS) {
            long at = from + t * E;
            long target = to + 2 * t * E;
            int wanted = columns - 2 * t;
            finite &= line(at, row, number, sign, tiles - t, channels, target, channel, wanted);
        }
        return finite;
    }

    private static boolean line(
            long at,
            long row,
            long number,
            float sign,
            int tiles,
            int channels,
            long to,
            long channel,
            int columns) {
        VectorMask<Float> first = lanes(0, columns);
        VectorMask<Float> second = lanes(0, columns - FLOATS);
        FloatVector s = FloatVector.broadcast(F32, sign);
        FloatVector zero = FloatVector.zero(F32);
        FloatVector zeros = zero;
        for (int i = 0; i < channels; i++) {
            FloatVector u0 = fromMemorySegment(F32, ALL, at, ORDER);
            FloatVector u1 = fromMemorySegment(F32, ALL, at + number, ORDER);
            FloatVector u2 = fromMemorySegment(F32, ALL, at + 2 * number, ORDER);
            FloatVector u3 = fromMemorySegment(F32, ALL, at + 3 * number, ORDER);
            u0 = s.fma(fromMemorySegment(F32, ALL, at + 4 * number, ORDER), u0);
            u1 = s.fma(fromMemorySegment(F32, ALL, at + 5 * number, ORDER), u1);
            u2 = s.fma(fromMemorySegment(F32, ALL, at + 6 * number, ORDER), u2);
            u3 = s.fma(fromMemorySegment(F32, ALL, at + 7 * number, ORDER), u3);
            u0 = s.fma(fromMemorySegment(F32, ALL, at + 8 * number, ORDER), u0);
            u1 = s.fma(fromMemorySegment(F32, ALL, at + 9 * number, ORDER), u1);
            u2 = s.fma(fromMemorySegment(F32, ALL, at + 10 * number, ORDER), u2);
            u3 = s.fma(fromMemorySegment(F32, ALL, at + 11 * number, ORDER), u3);
            FloatVector left = u0.add(u1).add(u2);
            FloatVector right = u1.sub(u2).sub(u3);
            zeros = right.fma(zero, left.fma(zero, zeros));
            left.rearrange(FIRST, right).intoMemorySegment(ALL, to, ORDER, first);
            left.rearrange(SECOND, right).intoMemorySegment(ALL, to + W, ORDER, second);
            at += row;
            to += channel;
        }
        return zeros.compare(VectorOperators.EQ, 0).or(lanes(tiles, FLOATS)).allTrue();
    }
}
