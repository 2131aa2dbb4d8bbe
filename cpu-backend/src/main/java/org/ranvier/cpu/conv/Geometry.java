package org.ranvier.cpu.conv;

import org.ranvier.Shape;
import org.ranvier.op.ConvGeometry;
import org.ranvier.op.Window;

/** A convolution of three spatial axes; missing ones are in front and have size 1. */
final class Geometry {
    final long images;
    final long groups;

    /** Channels of a group. */
    final long inChannels;

    final long outChannels;
    final long[] in = {1, 1, 1};
    final long[] out = {1, 1, 1};
    final long[] kernel = {1, 1, 1};
    final long[] stride = {1, 1, 1};
    final long[] before = {0, 0, 0};
    final long[] dilation = {1, 1, 1};

    Geometry(ConvGeometry geometry, Shape x, Shape weight, Shape y) {
        images = x.size(0);
        groups = geometry.groups();
        inChannels = x.size(1) / groups;
        outChannels = weight.size(0) / groups;
        int axes = geometry.axes();
        for (int i = 0; i < axes; i++) {
            int at = 3 - axes + i;
            Window window = geometry.windows().get(i);
            in[at] = x.size(2 + i);
            out[at] = y.size(2 + i);
            kernel[at] = window.size();
            stride[at] = window.stride();
            before[at] = window.before();
            dilation[at] = window.dilation();
        }
    }

    /** Elements of a channel of the input. */
    long plane() {
        return in[0] * in[1] * in[2];
    }

    /** Elements of a channel of the output. */
    long positions() {
        return out[0] * out[1] * out[2];
    }

    /** Lines of neighbouring elements in a channel of the output. */
    long lines() {
        return out[0] * out[1];
    }

    /** Products that are added to one element of the output. */
    long terms() {
        return inChannels * kernel[0] * kernel[1] * kernel[2];
    }

    /** Whether the windows of a group, as a matrix, are the input itself. */
    boolean isPointwise() {
        for (int i = 0; i < 3; i++) {
            if (kernel[i] != 1 || stride[i] != 1 || in[i] != out[i]) {
                return false;
            }
        }
        return true;
    }
}
