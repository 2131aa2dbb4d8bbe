package org.ranvier.kernels;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.ranvier.DType;
import org.ranvier.Shape;
import org.ranvier.op.BatchNorm;
import org.ranvier.op.BatchNormGradient;
import org.ranvier.op.LayerNorm;
import org.ranvier.spi.Operand;

/** Normalisation over layers and batches. */
final class Norms {
    /** Room for the widest sum: a double and its rest. */
    private static final int SUM_BYTES = 16;

    private final Device device;
    private final Scratch scratch;

    Norms(Device device, Scratch scratch) {
        this.device = device;
        this.scratch = scratch;
    }

    private static Lines rows(Shape x, Shape weight) {
        return new Lines(x.elements() / weight.elements(), weight.elements(), 1);
    }

    boolean supportsLayers(Shape x, Shape weight) {
        return rows(x, weight).fill(device.traits());
    }

    void layerNorm(LayerNorm op, List<Operand> in, Operand y) {
        Lines rows = rows(y.shape(), in.get(1).shape());
        long lanes = rows.lanes(device.traits());
        device.launch(
                layerNorm(y.dtype()),
                rows.groups(device.traits()),
                y,
                in.get(0),
                in.get(1),
                in.get(2),
                op.epsilon(),
                rows.count(),
                rows.length(),
                lanes);
    }

    void batchNorm(BatchNorm op, List<Operand> in, List<Operand> out) {
        Operand x = in.get(0);
        DType type = x.dtype();
        Channels channels = Channels.of(x.shape(), device.traits());
        try (Scratch.Lease sums = scratch.lend(channels.sums() * SUM_BYTES);
                Scratch.Lease squares = scratch.lend(channels.sums() * SUM_BYTES)) {
            launch(channelSums(type), channels, sums.buffer(), x);
            launch(channelSquares(type), channels, squares.buffer(), sums.buffer(), x);
            launch(
                    batchNorm(type),
                    channels,
                    out.get(0),
                    out.get(1),
                    out.get(2),
                    sums.buffer(),
                    squares.buffer(),
                    x,
                    in.get(1),
                    in.get(2),
                    op.epsilon());
        }
    }

    void batchNormGradient(BatchNormGradient op, List<Operand> in, List<Operand> out) {
        Operand x = in.get(0);
        DType type = x.dtype();
        Channels channels = Channels.of(x.shape(), device.traits());
        try (Scratch.Lease sums = scratch.lend(channels.sums() * SUM_BYTES);
                Scratch.Lease products = scratch.lend(channels.sums() * SUM_BYTES)) {
            launch(
                    gradientSums(type),
                    channels,
                    sums.buffer(),
                    products.buffer(),
                    x,
                    in.get(2),
                    in.get(3),
                    in.get(4),
                    op.epsilon());
            launch(
                    batchNormGradient(type),
                    channels,
                    out.get(0),
                    out.get(1),
                    out.get(2),
                    sums.buffer(),
                    products.buffer(),
                    x,
                    in.get(1),
                    in.get(2),
                    in.get(3),
                    in.get(4),
                    op.epsilon());
        }
    }

    private void launch(Kernel kernel, Channels channels, Object... arguments) {
        List<Object> all = new ArrayList<>(List.of(arguments));
        all.addAll(channels.numbers());
        long items = channels.sums() * channels.lanes;
        boolean alone = device.traits().cpu();
        device.launch(kernel, alone ? items : device.traits().groups(items), all.toArray());
    }

    /**
     * A tensor {@code [images, channels, size]}, and how work items share it.
     *
     * @param images how many images
     * @param channels how many channels
     * @param size how many elements an image has of a channel
     * @param segments into how many pieces the images are cut
     * @param lanes how many work items share a channel of a segment
     * @param width how many of them share an image
     */
    private record Channels(
            long images, long channels, long size, long segments, long lanes, long width) {
        /** More segments are not worth joining. */
        private static final long SEGMENTS = 64;

        /**
         * Smaller images a processor reads in short segments, so that what neighbouring channels
         * read is still in its cache.
         */
        private static final long SMALL = 16;

        /** Fewer elements than these are not worth a work item of their own. */
        private static final long LEAST = 8;

        static Channels of(Shape x, Traits traits) {
            long images = x.size(0);
            long channels = x.size(1);
            long size = x.elements() / images / channels;
            long lanes = traits.cpu() ? 1 : traits.group();
            long width = Math.min(lanes, Long.highestOneBit(2 * size - 1));
            long wanted = (traits.cpu() ? traits.enough() : 4L * traits.units()) / channels;
            if (traits.cpu() && size < SMALL) {
                wanted = Math.max(wanted, SEGMENTS / 2);
            }
            long most = Math.min(images, images * size / (lanes * LEAST));
            long segments = Math.clamp(wanted, 1, Math.clamp(most, 1, SEGMENTS));
            return new Channels(images, channels, size, segments, lanes, width);
        }

        long sums() {
            return channels * segments;
        }

        List<Long> numbers() {
            return List.of(images, channels, size, segments, lanes, width);
        }
    }

    private static Kernel layerNorm(DType type) {
        return norm("layer_norm", type).tensors(4, type).values(1, type).longs(3).kernel();
    }

    private static Kernel channelSums(DType type) {
        return norm("channel_sums", type).memories(1).tensors(1, type).longs(6).kernel();
    }

    private static Kernel channelSquares(DType type) {
        return norm("channel_squares", type).memories(2).tensors(1, type).longs(6).kernel();
    }

    private static Kernel batchNorm(DType type) {
        return norm("batch_norm", type)
                .tensors(3, type)
                .memories(2)
                .tensors(3, type)
                .values(1, type)
                .longs(6)
                .kernel();
    }

    private static Kernel gradientSums(DType type) {
        return norm("batch_norm_sums", type)
                .memories(2)
                .tensors(4, type)
                .values(1, type)
                .longs(6)
                .kernel();
    }

    private static Kernel batchNormGradient(DType type) {
        return norm("batch_norm_gradient", type)
                .tensors(3, type)
                .memories(2)
                .tensors(5, type)
                .values(1, type)
                .longs(6)
                .kernel();
    }

    private static Signature norm(String name, DType type) {
        return Signature.of(Program.of("norm", type), name);
    }

    static void list(Consumer<Kernel> catalogue) {
        for (DType type : List.of(DType.F32, DType.F64)) {
            catalogue.accept(layerNorm(type));
            catalogue.accept(channelSums(type));
            catalogue.accept(channelSquares(type));
            catalogue.accept(batchNorm(type));
            catalogue.accept(gradientSums(type));
            catalogue.accept(batchNormGradient(type));
        }
    }
}
