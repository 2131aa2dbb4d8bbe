package org.ranvier.kernels;

import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntToLongFunction;
import org.ranvier.Shape;
import org.ranvier.op.ConvGeometry;
import org.ranvier.op.Window;

/**
 * A convolution and its gradients as products of matrices: where in x {@code [N, C, d…]}, weight
 * {@code [O, C/G, k…]} and y {@code [N, O, o…]} the elements of rows, columns and inner index lie.
 * Fewer than three spatial axes are filled up with axes of size 1 in front.
 */
final class ConvPlan {
    private static final int AXES = 3;
    private static final Window POINT = Window.of(1, 1, 0);

    private final long batch;
    private final long groups;
    private final long channelsIn;
    private final long channelsOut;
    private final Window[] windows = new Window[AXES];
    private final long[] x = new long[AXES];
    private final long[] y = new long[AXES];
    private final long[] taps;

    ConvPlan(ConvGeometry geometry, Shape x, Shape weight, Shape y) {
        batch = x.size(0);
        groups = geometry.groups();
        channelsIn = x.size(1);
        channelsOut = weight.size(0);
        int missing = AXES - geometry.axes();
        for (int i = 0; i < AXES; i++) {
            boolean there = i >= missing;
            windows[i] = there ? geometry.windows().get(i - missing) : POINT;
            this.x[i] = there ? x.size(2 + i - missing) : 1;
            this.y[i] = there ? y.size(2 + i - missing) : 1;
        }
        taps = each(i -> windows[i].size());
    }

    /**
     * How an index becomes a place: it counts an outer axis and three inner ones, the last the
     * fastest; along each of these the coordinate is {@code first + step·count}. See {@code Walk}
     * in the device code.
     *
     * @param outer the stride of the outer axis
     * @param sizes how far each axis counts
     * @param first the coordinates at count 0
     * @param step the distances of coordinates
     * @param strides of the coordinates in memory
     */
    private record Walk(long outer, long[] sizes, long[] first, long[] step, long[] strides) {
        static final int NUMBERS = 1 + 6 * AXES;
        private static final long[] NONE = new long[AXES];
        private static final long[] ONE = {1, 1, 1};

        /** One axis. */
        static Walk line(long stride) {
            return new Walk(stride, ONE, NONE, NONE, NONE);
        }

        /** Two axes, the inner one without gaps. */
        static Walk plane(long outer, long inner) {
            return new Walk(outer, new long[] {1, 1, inner}, NONE, ONE, new long[] {0, 0, 1});
        }

        /** All elements of a dense box with another one around. */
        static Walk box(long outer, long[] sizes, long[] first, long[] step, long[] of) {
            return new Walk(outer, sizes, first, step, strides(of));
        }

        private static long[] strides(long[] sizes) {
            return new long[] {sizes[1] * sizes[2], sizes[2], 1};
        }

        void pack(LongBuffer target) {
            target.put(outer);
            for (long size : sizes) {
                packDivisor(target, Math.max(1, size));
            }
            target.put(first).put(step).put(strides);
        }

        /** What divides a number below 2³¹ by a multiplication and a shift. */
        private static void packDivisor(LongBuffer target, long size) {
            int shift = Long.SIZE - 1 - Long.numberOfLeadingZeros(size - 1) + Integer.SIZE;
            target.put(size).put(Math.ceilDiv(1L << shift, size)).put(shift);
        }
    }

    /**
     * A factor.
     *
     * @param group the distance of groups of channels
     * @param lines where its lines lie
     * @param depths where the inner index lies
     */
    private record Places(long group, Walk lines, Walk depths) {
        static final int NUMBERS = 1 + 2 * Walk.NUMBERS;

        void pack(LongBuffer target) {
            target.put(group);
            lines.pack(target);
            depths.pack(target);
        }
    }

    /**
     * A product for each group. See {@code Geometry} in the device code.
     *
     * @param groups the number of groups
     * @param m rows
     * @param n columns
     * @param k inner size
     * @param left the factor that lies in one piece
     * @param right the factor that is padded
     * @param bounds the sizes of the padded tensor
     * @param target where results go: the distance of groups, rows, columns
     */
    record Product(
            long groups,
            long m,
            long n,
            long k,
            Places left,
            Places right,
            long[] bounds,
            Places target) {
        static final int NUMBERS = 3 + AXES + 3 * Places.NUMBERS;

        long[] packed() {
            long[] all = new long[NUMBERS];
            LongBuffer buffer = LongBuffer.wrap(all).put(m).put(n).put(k);
            left.pack(buffer);
            right.pack(buffer);
            buffer.put(bounds);
            target.pack(buffer);
            return all;
        }
    }

    private static long[] each(IntToLongFunction value) {
        long[] all = new long[AXES];
        Arrays.setAll(all, value);
        return all;
    }

    private static long elements(long[] sizes) {
        return sizes[0] * sizes[1] * sizes[2];
    }

    /** Where windows begin: the index of x that meets the first tap. */
    private Walk positions() {
        return Walk.box(
                channelsIn * elements(x),
                y,
                each(i -> -windows[i].before()),
                each(i -> windows[i].stride()),
                x);
    }

    /** What taps add to that, channel by channel. */
    private Walk windowTaps() {
        return Walk.box(elements(x), taps, Walk.NONE, each(i -> windows[i].dilation()), x);
    }

    private Places ofWeight(Walk lines, Walk depths) {
        return new Places(channelsOut / groups * weightRow(), lines, depths);
    }

    private Places ofX(Walk lines, Walk depths) {
        return new Places(channelsIn / groups * elements(x), lines, depths);
    }

    private Places ofY(Walk lines, Walk depths) {
        return new Places(channelsOut / groups * elements(y), lines, depths);
    }

    private long weightRow() {
        return channelsIn / groups * elements(taps);
    }

    private Walk outputs() {
        return Walk.plane(channelsOut * elements(y), elements(y));
    }

    /** {@code y[o, (n, position)] = Σ weight[o, (c, tap)] x[(n, position), (c, tap)]}. */
    Product forward() {
        return new Product(
                groups,
                channelsOut / groups,
                batch * elements(y),
                weightRow(),
                ofWeight(Walk.line(weightRow()), Walk.line(1)),
                ofX(positions(), windowTaps()),
                x,
                ofY(Walk.line(elements(y)), outputs()));
    }

    /** {@code dw[o, (c, tap)] = Σ dy[o, (n, position)] x[(c, tap), (n, position)]}. */
    Product toWeight() {
        return new Product(
                groups,
                channelsOut / groups,
                weightRow(),
                batch * elements(y),
                ofY(Walk.line(elements(y)), outputs()),
                ofX(windowTaps(), positions()),
                x,
                ofWeight(Walk.line(weightRow()), Walk.line(1)));
    }

    /**
     * Elements of x that lie a stride apart meet the same taps; each such set is a product of its
     * own: {@code dx[c, (n, i)] = Σ weight[c, (o, tap)] dy[(n, i), (o, tap)]}.
     */
    List<Product> toInput() {
        List<Product> products = new ArrayList<>();
        long[] strides = each(i -> Math.min(windows[i].stride(), x[i]));
        for (long a = 0; a < strides[0]; a++) {
            for (long b = 0; b < strides[1]; b++) {
                for (long c = 0; c < strides[2]; c++) {
                    products.add(toInput(new long[] {a, b, c}));
                }
            }
        }
        return products;
    }

    private Product toInput(long[] first) {
        long[] counts = each(i -> Math.ceilDiv(x[i] - first[i], windows[i].stride()));
        long[] firstTap = each(i -> firstTap(windows[i], first[i] + windows[i].before()));
        long[] tapStep = each(i -> windows[i].stride() / gcd(windows[i]));
        long[] tapCounts = each(i -> Math.max(0, Math.ceilDiv(taps[i] - firstTap[i], tapStep[i])));
        long[] firstOutput =
                each(i ->
                        Math.floorDiv(
                                first[i]
                                        + windows[i].before()
                                        - firstTap[i] * windows[i].dilation(),
                                windows[i].stride()));
        long[] back = each(i -> -windows[i].dilation() / gcd(windows[i]));
        long[] forth = Walk.ONE;
        return new Product(
                groups,
                channelsIn / groups,
                batch * elements(counts),
                channelsOut / groups * elements(tapCounts),
                ofWeight(
                        Walk.line(elements(taps)),
                        Walk.box(weightRow(), tapCounts, firstTap, tapStep, taps)),
                ofY(
                        Walk.box(channelsOut * elements(y), counts, firstOutput, forth, y),
                        Walk.box(elements(y), tapCounts, Walk.NONE, back, y)),
                y,
                ofX(
                        Walk.line(elements(x)),
                        Walk.box(
                                channelsIn * elements(x),
                                counts,
                                first,
                                each(i -> windows[i].stride()),
                                x)));
    }

    /** The first tap that meets a padded position at some window, or the number of taps. */
    private static long firstTap(Window window, long position) {
        long tap = 0;
        while (tap < window.size()
                && Math.floorMod(position - tap * window.dilation(), window.stride()) != 0) {
            tap++;
        }
        return tap;
    }

    private static long gcd(Window window) {
        long a = window.stride();
        long b = window.dilation();
        while (b != 0) {
            long rest = a % b;
            a = b;
            b = rest;
        }
        return a;
    }
}
