package org.ranvier.kernels;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.ranvier.Layout;
import org.ranvier.Shape;
import org.ranvier.spi.Operand;

/** An image {@code [N, C, d…]} with a border of zeros around its spatial axes. */
final class Padded implements AutoCloseable {
    private final Scratch.@Nullable Lease lease;
    private final Operand image;

    /**
     * Copies the image, unless there is no border.
     *
     * @param x the image, contiguous
     * @param before zeros before each spatial axis
     * @param size sizes of the spatial axes with the border
     */
    Padded(Operand x, long[] before, long[] size, Scratch scratch, ElementWise elementWise) {
        Shape shape = x.shape().head(2).concat(Shape.of(size));
        if (shape.equals(x.shape())) {
            lease = null;
            image = x;
            return;
        }
        lease = scratch.lend(x.spec().withShape(shape).byteSize());
        Layout whole = Layout.contiguous(shape);
        image = new Operand(lease.buffer(), x.dtype(), whole);
        elementWise.fill(0, image);
        long[] start = new long[shape.rank()];
        System.arraycopy(before, 0, start, 2, before.length);
        long[] steps = new long[shape.rank()];
        Arrays.fill(steps, 1);
        Layout inside = whole.slice(start, steps, x.shape());
        elementWise.copy(x, new Operand(lease.buffer(), x.dtype(), inside));
    }

    Operand image() {
        return image;
    }

    @Override
    public void close() {
        if (lease != null) {
            lease.close();
        }
    }
}
