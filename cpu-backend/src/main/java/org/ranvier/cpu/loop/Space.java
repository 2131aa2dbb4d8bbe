package org.ranvier.cpu.loop;

import java.util.Arrays;
import org.ranvier.Layout;

/**
 * The index space that operands of one shape share, as simple as it can be said: axes of size 1 are
 * dropped, axes are in the order in which the first operand lies in memory, and neighbours are
 * merged where every operand lies so that they can be. The rank is at least 2; what is missing is
 * filled with leading axes of size 1.
 *
 * @param sizes the size of each axis
 * @param strides for each operand its stride along each axis, in elements
 * @param offsets for each operand where it begins, in elements
 */
public record Space(long[] sizes, long[][] strides, long[] offsets) {
    /**
     * The space of some operands.
     *
     * @param layouts their layouts, of one shape; the first decides the order
     * @return the space
     */
    public static Space of(Layout... layouts) {
        int[] order = order(layouts[0]);
        long[] sizes = new long[order.length + 2];
        long[][] strides = new long[layouts.length][order.length + 2];
        int last = sizes.length;
        for (int i = order.length - 1; i >= 0; i--) {
            long size = layouts[0].shape().size(order[i]);
            if (last < sizes.length && isMergeable(layouts, order[i], sizes, strides, last)) {
                sizes[last] *= size;
                continue;
            }
            last--;
            sizes[last] = size;
            for (int k = 0; k < layouts.length; k++) {
                strides[k][last] = layouts[k].stride(order[i]);
            }
        }
        int first = Math.min(last, sizes.length - 2);
        bringDown(sizes, strides, last);
        Arrays.fill(sizes, first, last, 1);
        long[] offsets = new long[layouts.length];
        for (int k = 0; k < layouts.length; k++) {
            strides[k] = Arrays.copyOfRange(strides[k], first, sizes.length);
            offsets[k] = layouts[k].offset();
        }
        return new Space(Arrays.copyOfRange(sizes, first, sizes.length), strides, offsets);
    }

    /** The axes of more than one element, those of long strides first. */
    private static int[] order(Layout layout) {
        int[] order = new int[layout.shape().rank()];
        int n = 0;
        for (int axis = 0; axis < order.length; axis++) {
            if (layout.shape().size(axis) == 1) {
                continue;
            }
            int at = n++;
            long stride = Math.abs(layout.stride(axis));
            while (at > 0 && Math.abs(layout.stride(order[at - 1])) < stride) {
                order[at] = order[at - 1];
                at--;
            }
            order[at] = axis;
        }
        return Arrays.copyOf(order, n);
    }

    private static boolean isMergeable(
            Layout[] layouts, int axis, long[] sizes, long[][] strides, int last) {
        for (int k = 0; k < layouts.length; k++) {
            if (layouts[k].stride(axis) != strides[k][last] * sizes[last]) {
                return false;
            }
        }
        return true;
    }

    /**
     * Where an operand does not run along the last axis, moves the axis along which it does before
     * it: then a block of these two uses whole cache lines of all operands.
     */
    private static void bringDown(long[] sizes, long[][] strides, int first) {
        int last = sizes.length - 1;
        for (long[] stride : strides) {
            if (Math.abs(stride[last]) > 1) {
                int axis = last;
                for (int i = first; i < last; i++) {
                    if (stride[i] != 0 && Math.abs(stride[i]) < Math.abs(stride[axis])) {
                        axis = i;
                    }
                }
                for (int i = axis; i < last - 1; i++) {
                    swap(sizes, i);
                    for (long[] each : strides) {
                        swap(each, i);
                    }
                }
                return;
            }
        }
    }

    private static void swap(long[] values, int i) {
        long value = values[i];
        values[i] = values[i + 1];
        values[i + 1] = value;
    }

    /**
     * The number of axes.
     *
     * @return at least 2
     */
    public int rank() {
        return sizes.length;
    }

    /**
     * The number of elements.
     *
     * @return the product of the sizes
     */
    public long elements() {
        long n = 1;
        for (long size : sizes) {
            n *= size;
        }
        return n;
    }

    /**
     * Along which axes an operand does not repeat.
     *
     * @param operand its number
     * @return true where the stride is not 0
     */
    public boolean[] varies(int operand) {
        boolean[] varies = new boolean[sizes.length];
        for (int i = 0; i < sizes.length; i++) {
            varies[i] = strides[operand][i] != 0;
        }
        return varies;
    }
}
