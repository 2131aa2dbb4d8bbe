package org.ranvier.cpu.attention;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.ranvier.DType;
import org.ranvier.Shape;
import org.ranvier.TensorSpec;
import org.ranvier.cpu.memory.Raw;
import org.ranvier.cpu.parallel.Workers;
import org.ranvier.cpu.tile.Tiles;
import org.ranvier.op.Attention;
import org.ranvier.op.AttentionGradient;
import org.ranvier.spi.Operand;

/** The kernels for attention and its gradient. */
public final class AttentionKernels {
    private AttentionKernels() {}

    /**
     * Whether there is a kernel.
     *
     * @param op the operation
     * @param in what is known of its inputs
     * @return true if {@link #execute} takes it
     */
    public static boolean supports(Attention op, List<TensorSpec> in) {
        return in.get(0).shape().size(-1) <= QueryTile.WIDEST
                && in.get(2).shape().size(-1) <= QueryTile.WIDEST;
    }

    /**
     * Whether there is a kernel for the gradient.
     *
     * @param op the operation
     * @param in what is known of its inputs
     * @return true if {@link #execute} takes it
     */
    public static boolean supports(AttentionGradient op, List<TensorSpec> in) {
        return supports(op.attention(), in) && in.get(1).shape().size(-2) <= GradientHead.MOST_KEYS;
    }

    /**
     * Runs the kernel.
     *
     * @param workers who does it
     * @param op the operation
     * @param in its inputs, contiguous
     * @param out its output, contiguous
     */
    public static void execute(Workers workers, Attention op, List<Operand> in, List<Operand> out) {
        Heads heads = heads(op, in, op.masked() ? in.get(3) : null, Raw.address(out.get(0)));
        Sizes sizes = heads.sizes();
        DType type = sizes.type();
        long across = Math.ceilDiv(sizes.queries(), Tiles.columns(type));
        workers.parallel(
                sizes.batch() * across,
                1,
                (start, end) -> {
                    QueryTile tile = new QueryTile(heads);
                    for (long piece = start; piece < end; piece++) {
                        tile.run(piece / across, piece % across * Tiles.columns(type));
                    }
                });
    }

    /**
     * Runs the kernel of the gradient, an element of the batch after the other.
     *
     * @param workers who does it
     * @param op the operation
     * @param in its inputs, contiguous
     * @param out its outputs, contiguous
     */
    public static void execute(
            Workers workers, AttentionGradient op, List<Operand> in, List<Operand> out) {
        Attention attention = op.attention();
        Heads heads = heads(attention, in, attention.masked() ? in.get(4) : null, 0);
        Gradients gradients =
                new Gradients(
                        Raw.address(in.get(3)),
                        Raw.address(out.get(0)),
                        Raw.address(out.get(1)),
                        Raw.address(out.get(2)));
        workers.parallel(
                heads.sizes().batch(),
                1,
                (start, end) -> {
                    GradientHead head = new GradientHead(heads, gradients);
                    for (long element = start; element < end; element++) {
                        head.run(element);
                    }
                });
    }

    private static Heads heads(Attention op, List<Operand> in, @Nullable Operand mask, long y) {
        Shape q = in.get(0).shape();
        Shape v = in.get(2).shape();
        DType type = in.get(0).dtype();
        Sizes sizes =
                new Sizes(
                        type,
                        q.head(q.rank() - 2).elements(),
                        q.size(-2),
                        v.size(-2),
                        (int) q.size(-1),
                        (int) v.size(-1));
        long work =
                sizes.batch() * sizes.queries() * sizes.keys() * (sizes.width() + sizes.values());
        return new Heads(
                sizes,
                op,
                Raw.address(in.get(0)),
                Raw.address(in.get(1)),
                Raw.address(in.get(2)),
                mask != null ? Raw.address(mask) : 0,
                y,
                Tiles.kernel(type, work),
                WeightTwins.of(type).get(sizes.batch() * sizes.queries() * sizes.keys()));
    }
}
