package org.ranvier.cpu.attention;

import java.util.List;
import org.ranvier.DType;
import org.ranvier.Shape;
import org.ranvier.TensorSpec;
import org.ranvier.cpu.memory.Raw;
import org.ranvier.cpu.parallel.Workers;
import org.ranvier.cpu.tile.Tiles;
import org.ranvier.op.Attention;
import org.ranvier.spi.Operand;

/** The kernel for attention. */
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
     * Runs the kernel.
     *
     * @param workers who does it
     * @param op the operation
     * @param in its inputs, contiguous
     * @param out its output, contiguous
     */
    public static void execute(Workers workers, Attention op, List<Operand> in, List<Operand> out) {
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
        Heads heads =
                new Heads(
                        sizes,
                        op,
                        Raw.address(in.get(0)),
                        Raw.address(in.get(1)),
                        Raw.address(in.get(2)),
                        op.masked() ? Raw.address(in.get(3)) : 0,
                        Raw.address(out.get(0)),
                        Tiles.kernel(type, work),
                        WeightTwins.of(type).get(sizes.batch() * sizes.queries() * sizes.keys()));
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
}
