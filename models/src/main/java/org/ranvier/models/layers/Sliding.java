package org.ranvier.models.layers;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.ranvier.Shape;
import org.ranvier.op.Window;

/**
 * How windows slide over the spatial axes of an input, before the input's size is known. Every list
 * holds one number an axis.
 *
 * @param size elements of a window
 * @param stride distance of windows
 * @param before padding before the first element
 * @param after padding behind the last element
 * @param dilation distance of elements in a window
 * @param rounding what becomes of windows that stand out at the end
 */
public record Sliding(
        List<Long> size,
        List<Long> stride,
        List<Long> before,
        List<Long> after,
        List<Long> dilation,
        Rounding rounding) {
    /** What becomes of windows that stand out at the end. */
    public enum Rounding {
        /**
         * They are left out: {@code ⌊(n + padding − dilation·(size−1) − 1)/stride⌋ + 1} windows.
         */
        FLOOR,
        /**
         * They are kept if they begin inside the input or the padding before it, as in PyTorch's
         * {@code ceil_mode}.
         */
        CEIL,
        /**
         * Padding makes the number of windows {@code ⌈n/stride⌉}; where it cannot be the same at
         * both ends, the end gets one more.
         */
        SAME
    }

    /** Checks the numbers. */
    public Sliding {
        size = List.copyOf(size);
        stride = List.copyOf(stride);
        before = List.copyOf(before);
        after = List.copyOf(after);
        dilation = List.copyOf(dilation);
        for (int i = 0; i < size.size(); i++) {
            new Window(size.get(i), stride.get(i), before.get(i), after.get(i), 0, dilation.get(i));
        }
    }

    static Sliding of(int axes, long[] size, long stride) {
        List<Long> zeros = all(axes, 0);
        return new Sliding(
                spread("size", axes, size),
                all(axes, stride),
                zeros,
                zeros,
                all(axes, 1),
                Rounding.FLOOR);
    }

    static List<Long> spread(String what, int axes, long... numbers) {
        if (numbers.length != 1 && numbers.length != axes) {
            throw new IllegalArgumentException(
                    what + ": " + numbers.length + " numbers for " + axes + " spatial axes");
        }
        return numbers.length == axes
                ? LongStream.of(numbers).boxed().toList()
                : all(axes, numbers[0]);
    }

    private static List<Long> all(int axes, long number) {
        return LongStream.generate(() -> number).limit(axes).boxed().toList();
    }

    int axes() {
        return size.size();
    }

    long elements() {
        return product(size);
    }

    long strides() {
        return product(stride);
    }

    private static long product(List<Long> numbers) {
        return numbers.stream().mapToLong(n -> n).reduce(1, Math::multiplyExact);
    }

    Shape kernel() {
        return Shape.of(size.stream().mapToLong(n -> n).toArray());
    }

    Sliding withStride(long... numbers) {
        List<Long> strides = spread("stride", axes(), numbers);
        return new Sliding(size, strides, before, after, dilation, rounding);
    }

    Sliding withDilation(long... numbers) {
        List<Long> dilations = spread("dilation", axes(), numbers);
        return new Sliding(size, stride, before, after, dilations, rounding);
    }

    Sliding withPadding(List<Long> first, List<Long> last) {
        Rounding kept = rounding == Rounding.SAME ? Rounding.FLOOR : rounding;
        return new Sliding(size, stride, first, last, dilation, kept);
    }

    Sliding withPadding(long... numbers) {
        List<Long> padding = spread("padding", axes(), numbers);
        return withPadding(padding, padding);
    }

    Sliding with(Rounding other) {
        List<Long> zeros = all(axes(), 0);
        boolean same = other == Rounding.SAME;
        return new Sliding(
                size, stride, same ? zeros : before, same ? zeros : after, dilation, other);
    }

    /** The windows over an input {@code [N, C, d…]}. */
    List<Window> over(Shape x) {
        List<Window> windows = new ArrayList<>();
        for (int i = 0; i < axes(); i++) {
            windows.add(window(i, x.size(2 + i)));
        }
        return windows;
    }

    /** The spatial sizes that a transposed convolution makes of an input {@code [N, C, d…]}. */
    Shape adjoint(Shape x, List<Long> outputPadding) {
        long[] sizes = new long[axes()];
        for (int i = 0; i < sizes.length; i++) {
            long windows = x.size(2 + i);
            long reach = dilation.get(i) * (size.get(i) - 1) + 1;
            sizes[i] =
                    rounding == Rounding.SAME
                            ? windows * stride.get(i)
                            : (windows - 1) * stride.get(i)
                                    + reach
                                    - before.get(i)
                                    - after.get(i)
                                    + outputPadding.get(i);
            if (sizes[i] < 1) {
                throw new IllegalArgumentException(
                        "transposed convolution: the padding of "
                                + this
                                + " leaves nothing of an input of "
                                + x);
            }
        }
        return Shape.of(sizes);
    }

    private Window window(int i, long length) {
        long step = stride.get(i);
        long reach = dilation.get(i) * (size.get(i) - 1) + 1;
        long first = before.get(i);
        long last = after.get(i);
        long overhang = 0;
        switch (rounding) {
            case FLOOR -> {}
            case SAME -> {
                long count = Math.ceilDiv(length, step);
                long total = Math.max(0, (count - 1) * step + reach - length);
                first = total / 2;
                last = total - first;
            }
            case CEIL -> {
                long count = Math.ceilDiv(first + length + last - reach, step) + 1;
                if ((count - 1) * step >= first + length) {
                    count--;
                }
                overhang = Math.max(0, (count - 1) * step + reach - first - length - last);
            }
        }
        return new Window(size.get(i), step, first, last, overhang, dilation.get(i));
    }

    /** As {@code 3×3, stride 2×2}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(times(size));
        if (strides() != 1) {
            text.append(", stride ").append(times(stride));
        }
        if (product(dilation) != 1) {
            text.append(", dilation ").append(times(dilation));
        }
        if (before.stream().anyMatch(n -> n > 0) || after.stream().anyMatch(n -> n > 0)) {
            text.append(", padding ").append(times(before));
            text.append(after.equals(before) ? "" : " and " + times(after));
        }
        return text.append(rounding == Rounding.SAME ? ", same" : "").toString();
    }

    private static String times(List<Long> numbers) {
        return String.join("×", numbers.stream().map(String::valueOf).toList());
    }
}
