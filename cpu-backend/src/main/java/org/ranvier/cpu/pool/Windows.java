package org.ranvier.cpu.pool;

import java.util.List;
import org.ranvier.Shape;
import org.ranvier.op.Window;

/** Windows over three spatial axes; missing ones are in front and have size 1. */
final class Windows {
    private static final Window POINT = Window.of(1, 1, 0);

    private final Window[] windows = {POINT, POINT, POINT};
    private final long[] in = {1, 1, 1};
    private final long[] out = {1, 1, 1};

    Windows(List<Window> given, Shape x, Shape y) {
        int missing = 3 - given.size();
        for (int i = 0; i < given.size(); i++) {
            windows[missing + i] = given.get(i);
            in[missing + i] = x.size(2 + i);
            out[missing + i] = y.size(2 + i);
        }
    }

    /** Elements of a channel of the input. */
    long inputs() {
        return in[0] * in[1] * in[2];
    }

    /** Elements of a channel of the output. */
    long outputs() {
        return out[0] * out[1] * out[2];
    }

    /** Elements of a window. */
    long size() {
        return windows[0].size() * windows[1].size() * windows[2].size();
    }

    long in1() {
        return in[1];
    }

    long in2() {
        return in[2];
    }

    long step0() {
        return windows[0].dilation();
    }

    long step1() {
        return windows[1].dilation();
    }

    long step2() {
        return windows[2].dilation();
    }

    /** Outputs along the last axis. */
    long out2() {
        return out[2];
    }

    /** The distance of windows along the last axis. */
    long stride2() {
        return windows[2].stride();
    }

    /** The first output along the last axis whose window does not reach into the padding. */
    long firstInside2() {
        return Math.ceilDiv(windows[2].before(), windows[2].stride());
    }

    /** Behind the last such output. */
    long lastInside2() {
        Window w = windows[2];
        long length = (w.size() - 1) * w.dilation() + 1;
        return Math.min(out[2], Math.floorDiv(in[2] + w.before() - length, w.stride()) + 1);
    }

    Span span() {
        return new Span();
    }

    /**
     * The part of one window that lies inside the input, axis by axis: from, to behind the last.
     */
    final class Span {
        long from0;
        long to0;
        long from1;
        long to1;
        long from2;
        long to2;
        private long inside;
        private long padded;

        void move(long output) {
            long o2 = output % out[2];
            long o1 = output / out[2] % out[1];
            long o0 = output / out[2] / out[1];
            inside = 1;
            padded = 1;
            from0 = first(0, o0);
            to0 = last(0, o0);
            from1 = first(1, o1);
            to1 = last(1, o1);
            from2 = first(2, o2);
            to2 = last(2, o2);
        }

        /** How many elements of the window lie inside the input. */
        long inside() {
            return inside;
        }

        /** How many lie inside the input or its padding, without the overhang. */
        long padded() {
            return padded;
        }

        private long first(int axis, long output) {
            Window w = windows[axis];
            long start = output * w.stride() - w.before();
            return start >= 0 ? start : start + Math.ceilDiv(-start, w.dilation()) * w.dilation();
        }

        private long last(int axis, long output) {
            Window w = windows[axis];
            long start = output * w.stride() - w.before();
            long end = start + (w.size() - 1) * w.dilation() + 1;
            long to = Math.min(end, in[axis]);
            inside *= Math.max(0, Math.ceilDiv(to - first(axis, output), w.dilation()));
            padded *=
                    Math.max(
                            0,
                            Math.ceilDiv(
                                    Math.min(end, in[axis] + w.after()) - start, w.dilation()));
            return to;
        }
    }
}
