package org.ranvier.kernels;

import java.util.List;
import org.ranvier.Layout;
import org.ranvier.op.ConvGeometry;
import org.ranvier.op.Window;
import org.ranvier.spi.Operand;

/**
 * Convolution and its two adjoints as sums of products over a padded image: what a window sees is a
 * matter of strides, so no columns are laid out.
 *
 * <p>Below, x is {@code [N, G·C, d…]}, w the weight {@code [G·O, C, k…]} and y {@code [N, G·O,
 * o…]}.
 */
final class Convolutions {
    private final Contractions contractions;
    private final Scratch scratch;
    private final ElementWise elementWise;

    Convolutions(Contractions contractions, Scratch scratch, ElementWise elementWise) {
        this.contractions = contractions;
        this.scratch = scratch;
        this.elementWise = elementWise;
    }

    /** y[n, o, p] = Σ w[o, c, k] x[n, c, p·stride + k·dilation − before]. */
    void forward(ConvGeometry geometry, Operand x, Operand w, Operand y) {
        try (Padded padded = padded(geometry, x)) {
            Operand image = padded.image();
            Contraction.Axes columns =
                    new Contraction.Axes().add(x.shape().size(0), stride(image, 0), stride(y, 0));
            Contraction.Axes inner =
                    new Contraction.Axes().add(w.shape().size(1), stride(w, 1), stride(image, 1));
            for (int i = 0; i < geometry.axes(); i++) {
                Window window = geometry.windows().get(i);
                int d = 2 + i;
                columns.add(y.shape().size(d), stride(image, d) * window.stride(), stride(y, d));
                inner.add(window.size(), stride(w, d), stride(image, d) * window.dilation());
            }
            Contraction.Axes rows =
                    new Contraction.Axes().add(ofGroup(geometry, w, 0), stride(w, 0), stride(y, 1));
            View groups = groups(geometry, w, 0, image, y, 1);
            contractions.contract(
                    new Contraction(rows.few(), columns.few(), inner.few(), groups), w, image, y);
        }
    }

    /** w[o, c, k] = Σ y[n, o, p] x[n, c, p·stride + k·dilation − before]. */
    void weightGradient(ConvGeometry geometry, Operand x, Operand y, Operand w) {
        try (Padded padded = padded(geometry, x)) {
            Operand image = padded.image();
            Contraction.Axes columns =
                    new Contraction.Axes().add(w.shape().size(1), stride(image, 1), stride(w, 1));
            Contraction.Axes inner =
                    new Contraction.Axes().add(x.shape().size(0), stride(y, 0), stride(image, 0));
            for (int i = 0; i < geometry.axes(); i++) {
                Window window = geometry.windows().get(i);
                int d = 2 + i;
                columns.add(window.size(), stride(image, d) * window.dilation(), stride(w, d));
                inner.add(y.shape().size(d), stride(y, d), stride(image, d) * window.stride());
            }
            Contraction.Axes rows =
                    new Contraction.Axes().add(ofGroup(geometry, w, 0), stride(y, 1), stride(w, 0));
            View groups = groups(geometry, y, 1, image, w, 0);
            contractions.contract(
                    new Contraction(rows.few(), columns.few(), inner.few(), groups), y, image, w);
        }
    }

    /**
     * x[n, c, i] = Σ w[o, c, k] y[n, o, p] over all p with {@code p·stride + k·dilation = i +
     * before}. Which k those are depends on the remainder of i + before by the stride, so each
     * remainder is a sum of products of its own.
     */
    void inputGradient(ConvGeometry geometry, Operand w, Operand y, Operand x) {
        List<Window> windows = geometry.windows();
        int axes = windows.size();
        long[] before = new long[axes];
        long[] size = new long[axes];
        long phases = 1;
        for (int i = 0; i < axes; i++) {
            Window window = windows.get(i);
            long reach = (window.size() - 1) * window.dilation() - window.before();
            before[i] = Math.max(0, Math.ceilDiv(reach, window.stride()));
            long last = (x.shape().size(2 + i) - 1 + window.before()) / window.stride();
            size[i] = before[i] + Math.max(y.shape().size(2 + i), last + 1);
            phases *= window.stride();
        }
        if (!windows.stream().allMatch(Phase::allHaveTaps)) {
            elementWise.fill(0, x);
        }
        try (Padded padded = new Padded(y, before, size, scratch, elementWise)) {
            for (long phase = 0; phase < phases; phase++) {
                inputGradient(geometry, w, padded.image(), before, x, phase);
            }
        }
    }

    private void inputGradient(
            ConvGeometry geometry, Operand w, Operand image, long[] before, Operand x, long phase) {
        Contraction.Axes columns =
                new Contraction.Axes().add(x.shape().size(0), stride(image, 0), stride(x, 0));
        Contraction.Axes inner =
                new Contraction.Axes().add(ofGroup(geometry, w, 0), stride(w, 0), stride(image, 1));
        long inW = w.layout().offset();
        long inImage = image.layout().offset();
        long inX = x.layout().offset();
        long rest = phase;
        for (int i = 0; i < geometry.axes(); i++) {
            Window window = geometry.windows().get(i);
            int d = 2 + i;
            Phase p = Phase.of(window, rest % window.stride(), x.shape().size(d));
            rest /= window.stride();
            if (p.taps() == 0 || p.count() == 0) {
                return;
            }
            columns.add(p.count(), stride(image, d), stride(x, d) * window.stride());
            inner.add(p.taps(), stride(w, d) * p.tapStep(), -stride(image, d) * p.back());
            inW += p.tap() * stride(w, d);
            inImage += (p.first() + before[i]) * stride(image, d);
            inX += p.start() * stride(x, d);
        }
        Contraction.Axes rows =
                new Contraction.Axes().add(w.shape().size(1), stride(w, 1), stride(x, 1));
        View groups = groups(geometry, w, 0, image, x, 1);
        contractions.contract(
                new Contraction(rows.few(), columns.few(), inner.few(), groups),
                at(w, inW),
                at(image, inImage),
                at(x, inX));
    }

    /**
     * The elements of an axis of x with one remainder, and what contributes to them: tap {@code tap
     * + j·tapStep} of window {@code first + t − j·back} to element {@code start + t·stride}.
     *
     * @param start the first element
     * @param count how many there are
     * @param tap the first tap
     * @param tapStep distance of taps
     * @param taps how many there are
     * @param first the window that the first tap at the first element belongs to
     * @param back how many windows the next tap lies further back
     */
    private record Phase(
            long start, long count, long tap, long tapStep, long taps, long first, long back) {
        static Phase of(Window window, long start, long size) {
            long stride = window.stride();
            long count = Math.max(0, Math.ceilDiv(size - start, stride));
            long step = tapStep(window);
            for (long tap = 0; tap < Math.min(step, window.size()); tap++) {
                long distance = start + window.before() - tap * window.dilation();
                if (distance % stride == 0) {
                    return new Phase(
                            start,
                            count,
                            tap,
                            step,
                            Math.ceilDiv(window.size() - tap, step),
                            distance / stride,
                            step * window.dilation() / stride);
                }
            }
            return new Phase(start, count, 0, step, 0, 0, 0);
        }

        /** The distance of taps that fall on elements with the same remainder. */
        private static long tapStep(Window window) {
            long step = 1;
            while (step * window.dilation() % window.stride() != 0) {
                step++;
            }
            return step;
        }

        static boolean allHaveTaps(Window window) {
            return tapStep(window) == window.stride() && window.size() >= window.stride();
        }
    }

    private Padded padded(ConvGeometry geometry, Operand x) {
        List<Window> windows = geometry.windows();
        long[] before = windows.stream().mapToLong(Window::before).toArray();
        long[] size = new long[before.length];
        for (int i = 0; i < size.length; i++) {
            size[i] = windows.get(i).padded(x.shape().size(2 + i));
        }
        return new Padded(x, before, size, scratch, elementWise);
    }

    private static Operand at(Operand x, long offset) {
        Layout layout = new Layout(x.shape(), x.layout().strides(), offset);
        return new Operand(x.buffer(), x.dtype(), layout);
    }

    private static long stride(Operand x, int axis) {
        return x.layout().stride(axis);
    }

    /** How many channels of an axis are one group's. */
    private static long ofGroup(ConvGeometry geometry, Operand x, int axis) {
        return x.shape().size(axis) / geometry.groups();
    }

    /** The groups; they lie along axis 0 of a weight and axis 1 of an image. */
    private static View groups(
            ConvGeometry geometry, Operand a, int axisOfA, Operand b, Operand out, int axisOfOut) {
        return new Contraction.Axes()
                .add(
                        geometry.groups(),
                        ofGroup(geometry, a, axisOfA) * stride(a, axisOfA),
                        ofGroup(geometry, b, 1) * stride(b, 1),
                        ofGroup(geometry, out, axisOfOut) * stride(out, axisOfOut))
                .batches();
    }
}
