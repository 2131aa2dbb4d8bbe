package org.ranvier.cpu.reduce;

import java.util.Arrays;
import org.ranvier.cpu.loop.Space;

/**
 * Some axes of an operand.
 *
 * @param sizes their sizes
 * @param strides their strides, in elements
 */
record Grid(long[] sizes, long[] strides) {
    long count() {
        long n = 1;
        for (long size : sizes) {
            n *= size;
        }
        return n;
    }

    /** The position of a cell, numbered in row-major order. */
    long position(long cell) {
        long at = 0;
        for (int i = sizes.length - 1; i >= 0; i--) {
            at += cell % sizes[i] * strides[i];
            cell /= sizes[i];
        }
        return at;
    }

    /** The size of the last axis, 1 if there is none. */
    long length() {
        return sizes.length == 0 ? 1 : sizes[sizes.length - 1];
    }

    /** The distance of neighbours along the last axis. */
    long pitch() {
        return sizes.length == 0 ? 0 : strides[strides.length - 1];
    }

    /** The axes before the last where an operand varies, or where it repeats. */
    static Grid of(Space space, int operand, boolean[] varying, boolean wanted) {
        int last = space.rank() - 1;
        long[] sizes = new long[last];
        long[] strides = new long[last];
        int n = 0;
        for (int i = 0; i < last; i++) {
            if (varying[i] == wanted && space.sizes()[i] != 1) {
                sizes[n] = space.sizes()[i];
                strides[n++] = space.strides()[operand][i];
            }
        }
        return new Grid(Arrays.copyOf(sizes, n), Arrays.copyOf(strides, n));
    }

    /** All axes before the last. */
    static Grid of(Space space, int operand) {
        int last = space.rank() - 1;
        return new Grid(
                Arrays.copyOf(space.sizes(), last), Arrays.copyOf(space.strides()[operand], last));
    }
}
