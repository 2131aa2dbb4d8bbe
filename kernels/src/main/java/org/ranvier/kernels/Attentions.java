package org.ranvier.kernels;

import java.util.List;
import java.util.function.Consumer;
import org.ranvier.DType;
import org.ranvier.Shape;
import org.ranvier.op.Attention;
import org.ranvier.spi.Operand;

/** Attention in one launch, which keeps no matrix of scores. */
final class Attentions {
    /** Work items that share queries, and how many queries they share; as in the device code. */
    private static final long TEAM = 32;

    private static final long ROWS = 4;

    /**
     * How wide values may be: what a team keeps of a query in registers, and a processor's work
     * item of its queries in a cache.
     */
    private static final long WIDEST = 8 * TEAM;

    /** How many queries a processor's work item has. */
    private static final long QUERIES = 16;

    private final Device device;

    Attentions(Device device) {
        this.device = device;
    }

    boolean supports(Shape queries, Shape values) {
        Traits traits = device.traits();
        boolean fits = traits.cpu() ? queries.size(-1) <= WIDEST : traits.group() >= TEAM;
        return fits && values.size(-1) <= WIDEST;
    }

    void attention(Attention op, List<Operand> in, Operand y) {
        Operand q = in.get(0);
        Operand k = in.get(1);
        Operand mask = op.masked() ? in.get(3) : q;
        long queries = q.shape().size(-2);
        long batches = q.shape().head(q.shape().rank() - 2).elements();
        device.launch(
                attention(y.dtype()),
                groups(batches, queries),
                y,
                q,
                k,
                in.get(2),
                op.scale(),
                mask.buffer(),
                op.masked() ? mask.layout().offset() : 0L,
                op.masked() ? 1L : 0L,
                op.causal() ? 1L : 0L,
                batches,
                queries,
                k.shape().size(-2),
                q.shape().size(-1),
                y.shape().size(-1));
    }

    private long groups(long batches, long queries) {
        Traits traits = device.traits();
        long rows = traits.cpu() ? QUERIES : traits.group() / TEAM * ROWS;
        return batches * Math.ceilDiv(queries, rows);
    }

    private static Kernel attention(DType type) {
        return Signature.of(Program.of("attention", type), "attention")
                .tensors(4, type)
                .values(1, type)
                .memories(1)
                .longs(8)
                .kernel();
    }

    static void list(Consumer<Kernel> catalogue) {
        catalogue.accept(attention(DType.F32));
        catalogue.accept(attention(DType.F64));
    }
}
