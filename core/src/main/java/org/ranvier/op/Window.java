package org.ranvier.op;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.ranvier.Layout;
import org.ranvier.Shape;
import org.ranvier.Tensor;

/**
 * How a window slides over one spatial axis.
 *
 * @param size elements of the window, above 0
 * @param stride distance of windows, above 0
 * @param before padding before the first element, 0 or above
 * @param after padding behind the last element, 0 or above
 * @param overhang further padding behind, which an average does not count: what rounding up the
 *     number of windows adds
 * @param dilation distance of elements in the window, above 0
 */
public record Window(
        long size, long stride, long before, long after, long overhang, long dilation) {
    /** Checks the ranges. */
    public Window {
        if (size < 1 || stride < 1 || dilation < 1 || before < 0 || after < 0 || overhang < 0) {
            throw new IllegalArgumentException(
                    "window: size "
                            + size
                            + ", stride "
                            + stride
                            + ", dilation "
                            + dilation
                            + " must be at least 1, padding "
                            + before
                            + ", "
                            + after
                            + ", "
                            + overhang
                            + " at least 0");
        }
    }

    /**
     * A window without dilation and with equal padding on both sides.
     *
     * @param size elements of the window
     * @param stride distance of windows
     * @param padding before and behind
     * @return the window
     */
    public static Window of(long size, long stride, long padding) {
        return new Window(size, stride, padding, padding, 0, 1);
    }

    /**
     * How many windows an axis has.
     *
     * @param length the size of the axis, without padding
     * @return {@code ⌊(length + padding − dilation·(size−1) − 1)/stride⌋ + 1}, or 0
     */
    public long count(long length) {
        return Layout.windows(padded(length), size, stride, dilation);
    }

    /**
     * The size of an axis with its padding.
     *
     * @param length the size without
     * @return the size with all padding
     */
    public long padded(long length) {
        return before + length + after + overhang;
    }

    /** Whether the first or the last window holds nothing but padding. */
    boolean missesInput(long length) {
        long last = (count(length) - 1) * stride - before;
        return misses(-before, length) || misses(last, length);
    }

    private boolean misses(long start, long length) {
        long skipped = start < 0 ? Math.ceilDiv(-start, dilation) : 0;
        return skipped >= size || start + skipped * dilation >= length;
    }

    /** Pads the last axes, one a window. */
    static Tensor pad(Tensor x, List<Window> windows, double value) {
        int first = x.rank() - windows.size();
        for (int i = 0; i < windows.size(); i++) {
            Window w = windows.get(i);
            if (w.padded(0) > 0) {
                x = x.pad(first + i, w.before(), w.after() + w.overhang(), value);
            }
        }
        return x;
    }

    /** All windows of padded {@code [A, B, d…]} as {@code [A, B, o…, k…]}. */
    static Tensor slide(Tensor padded, List<Window> windows) {
        int first = padded.rank() - windows.size();
        for (int i = 0; i < windows.size(); i++) {
            Window w = windows.get(i);
            padded = padded.unfold(first + i, w.size(), w.stride(), w.dilation());
        }
        return padded;
    }

    /**
     * The adjoint of {@link #slide} and padding: {@code [A, B, o…, k…]} back to {@code [A, B, d…]}.
     */
    static Tensor unslide(Tensor x, Shape shape, List<Window> windows) {
        int first = shape.rank() - windows.size();
        for (int i = windows.size() - 1; i >= 0; i--) {
            Window w = windows.get(i);
            Op fold =
                    new Op.Fold(
                            first + i, w.padded(shape.size(first + i)), w.stride(), w.dilation());
            x = x.session().apply(fold, List.of(x)).get(0);
        }
        for (int i = 0; i < windows.size(); i++) {
            long start = windows.get(i).before();
            x = x.slice(first + i, start, start + shape.size(first + i));
        }
        return x;
    }

    /**
     * {@code [A, B]} of a shape {@code [A, B, d…]}, followed by the number of windows of each axis.
     */
    static @Nullable Shape outputShape(Shape in, long channels, List<Window> windows) {
        List<Long> sizes = new ArrayList<>(List.of(in.size(0), channels));
        for (int i = 0; i < windows.size(); i++) {
            long count = windows.get(i).count(in.size(2 + i));
            if (count == 0) {
                return null;
            }
            sizes.add(count);
        }
        return Shape.of(sizes.stream().mapToLong(s -> s).toArray());
    }
}
