package org.ranvier.models.sequence;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.ranvier.Session;
import org.ranvier.Shape;
import org.ranvier.Tensor;
import org.ranvier.models.Context;
import org.ranvier.models.init.Init;
import org.ranvier.models.layers.Dense;
import org.ranvier.op.Attention;

/**
 * Attention by several heads side by side (Vaswani et al. 2017): each head sees its own projection
 * of queries, keys and values to {@code width/heads} numbers, and what the heads find is projected
 * together. Children: {@code query}, {@code key}, {@code value} and {@code output}, each {@link
 * Dense}.
 *
 * <p>As a {@link Stateful} layer a sequence attends to itself. The state is the keys and values of
 * all steps so far, {@code [N, heads, S, width/heads]}, so that none is computed twice.
 *
 * @param width the size of a vector
 * @param heads how many heads; they divide the width
 * @param causal whether a step sees no later one; otherwise it sees its whole piece of the sequence
 */
public record MultiHeadAttention(long width, int heads, boolean causal) implements Stateful {
    /** Checks the sizes. */
    public MultiHeadAttention {
        if (heads < 1 || width < 1 || width % heads != 0) {
            throw new IllegalArgumentException(
                    "attention: "
                            + heads
                            + " heads do not divide a width of "
                            + width
                            + " into equal parts");
        }
    }

    /**
     * Attention that sees no later step.
     *
     * @param width the size of a vector
     * @param heads how many heads; they divide the width
     * @return the layer
     */
    public static MultiHeadAttention causal(long width, int heads) {
        return new MultiHeadAttention(width, heads, true);
    }

    @Override
    public int states() {
        return 2;
    }

    @Override
    public State initial(Context context, long batch) {
        Shape none = Shape.of(batch, heads, 0, width / heads);
        Tensor empty = context.session().full(context.dtype(), none, 0);
        return State.of(empty, empty);
    }

    @Override
    public Result step(Context context, State state, Tensor x) {
        Sequences.check(this, context, x, width);
        Tensor keys = grown(state.get(0), heads(context, "key", x));
        Tensor values = grown(state.get(1), heads(context, "value", x));
        Tensor y = attend(context, x, keys, values, null);
        return new Result(y, State.of(keys, values));
    }

    private static Tensor grown(Tensor before, Tensor more) {
        return before.size(2) == 0 ? more : more.session().concat(2, List.of(before, more));
    }

    /**
     * A sequence attends to another one, or to itself.
     *
     * @param context the layer's
     * @param x {@code [N, T, width]}, what asks
     * @param memory {@code [N, S, width]}, what is attended to
     * @param mask BOOL {@code [N, S]}, which steps of the memory are real and no padding; null for
     *     all
     * @return {@code [N, T, width]}
     */
    public Tensor attend(Context context, Tensor x, Tensor memory, @Nullable Tensor mask) {
        Sequences.check(this, context, x, width);
        Sequences.check(this, context, memory, width);
        return attend(
                context, x, heads(context, "key", memory), heads(context, "value", memory), mask);
    }

    private Tensor attend(
            Context context, Tensor x, Tensor keys, Tensor values, @Nullable Tensor mask) {
        Session session = context.session();
        List<Tensor> in = new ArrayList<>();
        in.add(heads(context, "query", x));
        in.add(keys);
        in.add(values);
        if (mask != null) {
            Shape each = Shape.of(x.size(0), heads, x.size(1), keys.size(2));
            in.add(mask.unsqueeze(1).unsqueeze(1).expand(each));
        }
        Attention op = new Attention(1 / Math.sqrt(width / heads), causal, mask != null);
        Tensor found = session.apply(op, in).get(0).permute(0, 2, 1, 3).reshape(x.shape());
        return context.child("output", dense(), found);
    }

    private Tensor heads(Context context, String name, Tensor x) {
        return context.child(name, dense(), x)
                .reshape(x.size(0), x.size(1), heads, width / heads)
                .permute(0, 2, 1, 3);
    }

    private Dense dense() {
        return Dense.of(width, width).withInit(Init.kaimingUniform(1));
    }
}
