package org.ranvier.cpu.conv;

import java.util.List;
import org.ranvier.Shape;
import org.ranvier.op.ConvGeometry;
import org.ranvier.op.Window;

/** A convolution and its adjoints, written down: every product of weight and input once. */
final class ConvNaive {
    /** Takes one product: which elements of input, weight and output belong together. */
    private interface Term {
        void add(int x, int weight, int y);
    }

    private final ConvGeometry geometry;
    private final Shape x;
    private final Shape weight;
    private final Shape y;

    ConvNaive(ConvGeometry geometry, Shape x, Shape weight, Shape y) {
        this.geometry = geometry;
        this.x = x;
        this.weight = weight;
        this.y = y;
    }

    double[] forward(double[] inputs, double[] weights) {
        double[] result = new double[(int) y.elements()];
        each((i, w, o) -> result[o] += inputs[i] * weights[w]);
        return result;
    }

    double[] input(double[] weights, double[] gradients) {
        double[] result = new double[(int) x.elements()];
        each((i, w, o) -> result[i] += gradients[o] * weights[w]);
        return result;
    }

    double[] weight(double[] inputs, double[] gradients) {
        double[] result = new double[(int) weight.elements()];
        each((i, w, o) -> result[w] += inputs[i] * gradients[o]);
        return result;
    }

    private void each(Term term) {
        List<Window> windows = geometry.windows();
        int rank = windows.size();
        long perGroup = y.size(1) / geometry.groups();
        Shape outputs = y.tail(rank);
        Shape taps = weight.tail(rank);
        for (long n = 0; n < y.size(0); n++) {
            for (long o = 0; o < y.size(1); o++) {
                for (long c = 0; c < weight.size(1); c++) {
                    long channel = o / perGroup * weight.size(1) + c;
                    for (long q = 0; q < outputs.elements(); q++) {
                        for (long t = 0; t < taps.elements(); t++) {
                            long position = position(windows, outputs, q, taps, t);
                            if (position >= 0) {
                                term.add(
                                        (int)
                                                ((n * x.size(1) + channel) * x.tail(rank).elements()
                                                        + position),
                                        (int) ((o * weight.size(1) + c) * taps.elements() + t),
                                        (int) ((n * y.size(1) + o) * outputs.elements() + q));
                            }
                        }
                    }
                }
            }
        }
    }

    /** Where an output's tap reads within a channel, or −1 outside. */
    private long position(List<Window> windows, Shape outputs, long q, Shape taps, long t) {
        long position = 0;
        long scale = 1;
        for (int i = windows.size() - 1; i >= 0; i--) {
            Window w = windows.get(i);
            long length = x.size(2 + i);
            long at =
                    q % outputs.size(i) * w.stride() + t % taps.size(i) * w.dilation() - w.before();
            if (at < 0 || at >= length) {
                return -1;
            }
            position += at * scale;
            scale *= length;
            q /= outputs.size(i);
            t /= taps.size(i);
        }
        return position;
    }
}
