package org.ranvier.cpu.conv;

import java.util.stream.LongStream;
import org.ranvier.op.Window;

/**
 * One spatial axis of a correlation: output {@code j} reads the source at {@code j·stride +
 * offset(t)} for each tap {@code t}, zero where that lies outside.
 *
 * <p>With {@code offset = shift·stride + phase} it reads position {@code j + shift} of the source's
 * phase, which is every stride-th element: so neighbouring outputs read neighbours.
 */
final class Axis {
    /** An axis that is not there. */
    static final Axis NONE = new Axis(1, 1, 1, new long[1], new long[1], 0, 1);

    /** How many outputs. */
    final long count;

    /** Elements of the source. */
    final long length;

    /** Distance in the source of neighbouring outputs. */
    final long stride;

    /** For each tap, its number in the kernel. */
    final long[] taps;

    /** Where output 0 stands in the result. */
    final long start;

    /** Distance of outputs in the result. */
    final long step;

    /** The phases that are read. */
    final long[] phases;

    /** For each tap, the number of its phase. */
    final int[] phase;

    /** For each tap, its shift beyond the lowest. */
    final long[] shift;

    final long lowestShift;

    /** How many positions of a phase are read. */
    final long extent;

    /** Where the tap reads that reads first, for output 0. */
    final long lowestOffset;

    private final long[] offsets;

    private Axis(
            long count,
            long length,
            long stride,
            long[] offsets,
            long[] taps,
            long start,
            long step) {
        this.count = count;
        this.length = length;
        this.stride = stride;
        this.offsets = offsets;
        this.taps = taps;
        this.start = start;
        this.step = step;
        long lowest = LongStream.of(offsets).map(o -> Math.floorDiv(o, stride)).min().orElse(0);
        lowestShift = lowest;
        lowestOffset = LongStream.of(offsets).min().orElse(0);
        shift = LongStream.of(offsets).map(o -> Math.floorDiv(o, stride) - lowest).toArray();
        extent = count + LongStream.of(shift).max().orElse(0);
        phases = LongStream.of(offsets).map(o -> Math.floorMod(o, stride)).distinct().toArray();
        phase =
                LongStream.of(offsets)
                        .mapToInt(o -> indexOf(phases, Math.floorMod(o, stride)))
                        .toArray();
    }

    private static int indexOf(long[] values, long value) {
        int i = 0;
        while (values[i] != value) {
            i++;
        }
        return i;
    }

    /** The axis of a convolution. */
    static Axis forward(Window w, long length) {
        long[] taps = LongStream.range(0, w.size()).toArray();
        long[] offsets = LongStream.of(taps).map(t -> t * w.dilation() - w.before()).toArray();
        return new Axis(w.count(length), length, w.stride(), offsets, taps, 0, 1);
    }

    /**
     * The axis of a convolution's adjoint, for the inputs {@code i} with {@code i + before = phase}
     * modulo the stride. Of the taps only those count that reach such an input.
     */
    static Axis backward(Window w, long length, long phase) {
        long first = Math.ceilDiv(w.before() - phase, w.stride());
        long last = Math.floorDiv(length - 1 + w.before() - phase, w.stride());
        long[] taps =
                LongStream.range(0, w.size())
                        .filter(t -> (t * w.dilation() - phase) % w.stride() == 0)
                        .toArray();
        long[] offsets =
                LongStream.of(taps)
                        .map(t -> first - (t * w.dilation() - phase) / w.stride())
                        .toArray();
        long start = first * w.stride() + phase - w.before();
        return new Axis(last - first + 1, w.count(length), 1, offsets, taps, start, w.stride());
    }

    /**
     * The same axes; as one, where every output reads the input at its own place, as those of a
     * convolution do that has one tap and no padding.
     */
    static Axis[] fold(Axis[] axes) {
        long all = 1;
        for (Axis axis : axes) {
            if (!axis.isIdentity()) {
                return axes;
            }
            all *= axis.count;
        }
        return new Axis[] {NONE, NONE, new Axis(all, all, 1, new long[1], new long[1], 0, 1)};
    }

    private boolean isIdentity() {
        return taps.length == 1
                && offsets[0] == 0
                && stride == 1
                && step == 1
                && start == 0
                && count == length;
    }

    /** The axis with a range of its outputs only. */
    Axis part(long from, long outputs) {
        if (outputs == count) {
            return this;
        }
        long[] moved = LongStream.of(offsets).map(o -> o + from * stride).toArray();
        return new Axis(outputs, length, stride, moved, taps, start + from * step, step);
    }

    /** Whether all that is read lies inside the source, one element after the other. */
    boolean isInside() {
        return stride == 1 && lowestShift >= 0 && lowestShift + extent <= length;
    }

    /** Where a tap reads, beyond the lowest. */
    long offset(int tap) {
        return offsets[tap] - lowestOffset;
    }

    /** Elements from the first to the last that an output reads. */
    long reach() {
        return LongStream.of(offsets).max().orElse(0) - lowestOffset + 1;
    }

    /** Where position u of a phase stands in the source. */
    long position(long phase, long u) {
        return (u + lowestShift) * stride + phase;
    }

    /** The first position of a phase that lies in the source. */
    long first(long phase) {
        return Math.max(0, Math.ceilDiv(-phase, stride) - lowestShift);
    }

    /** Behind the last position of a phase that lies in the source. */
    long end(long phase) {
        return Math.min(extent, Math.floorDiv(length - 1 - phase, stride) + 1 - lowestShift);
    }
}
