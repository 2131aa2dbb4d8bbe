package org.ranvier.cpu.pool;

import org.ranvier.op.Window;

/**
 * A window that slides over one spatial axis.
 *
 * @param window the window
 * @param in elements of the input
 * @param out how many outputs
 */
record PoolAxis(Window window, long in, long out) {
    /** An axis that is not there. */
    static final PoolAxis NONE = new PoolAxis(Window.of(1, 1, 0), 1, 1);

    private long start(long output) {
        return output * window.stride() - window.before();
    }

    private long end(long output) {
        return start(output) + (window.size() - 1) * window.dilation() + 1;
    }

    /** The first element of a window that lies in the input. */
    long from(long output) {
        long start = start(output);
        return start >= 0
                ? start
                : start + Math.ceilDiv(-start, window.dilation()) * window.dilation();
    }

    /** Behind the last element of a window, or behind the input. */
    long to(long output) {
        return Math.min(end(output), in);
    }

    /** How many elements of a window lie in the input. */
    long inside(long output) {
        return Math.max(0, Math.ceilDiv(to(output) - from(output), window.dilation()));
    }

    /** How many lie in the input or its padding, without the overhang. */
    long padded(long output) {
        long end = Math.min(end(output), in + window.after());
        return Math.max(0, Math.ceilDiv(end - start(output), window.dilation()));
    }

    /**
     * How many outputs, this one first, have windows of the same elements seen from where they
     * begin: all that lie inside the input, or this one alone.
     */
    long alike(long output) {
        long first = Math.ceilDiv(window.before(), window.stride());
        if (output != first) {
            return 1;
        }
        long room = in - (end(0) - start(0)) + window.before();
        return Math.max(1, Math.min(out, Math.floorDiv(room, window.stride()) + 1) - first);
    }
}
