package org.ranvier.models.sequence;

import org.jspecify.annotations.Nullable;
import org.ranvier.Tensor;
import org.ranvier.models.Context;
import org.ranvier.models.layers.Dropout;
import org.ranvier.models.layers.LayerNorm;

/**
 * A block of a transformer's encoder, or, if causal, of a language model: {@code x + attention} and
 * then {@code x + feed-forward}, each of the normalised x (Xiong et al. 2020, where the first
 * transformer normalises the sums). Children: {@code norm1}, {@code attention}, {@code norm2} and
 * {@code mlp}. The state is the attention's.
 *
 * @param attention what a sequence finds in itself
 * @param hidden the width inside the feed-forward part
 * @param dropout what part of both parts' outputs is dropped in training
 */
public record TransformerBlock(MultiHeadAttention attention, long hidden, double dropout)
        implements Stateful {
    /** Checks the size. */
    public TransformerBlock {
        Sequences.checkSize("transformer block: hidden width", hidden);
    }

    /**
     * A block of an encoder, four times as wide inside and without dropout.
     *
     * @param width the size of a vector
     * @param heads how many heads; they divide the width
     * @return the block
     */
    public static TransformerBlock encoder(long width, int heads) {
        return new TransformerBlock(new MultiHeadAttention(width, heads, false), 4 * width, 0);
    }

    /**
     * A block that sees no later step, four times as wide inside and without dropout.
     *
     * @param width the size of a vector
     * @param heads how many heads; they divide the width
     * @return the block
     */
    public static TransformerBlock causal(long width, int heads) {
        return new TransformerBlock(MultiHeadAttention.causal(width, heads), 4 * width, 0);
    }

    /**
     * With dropout.
     *
     * @param rate what part is dropped, from 0 to 1
     * @return the block
     */
    public TransformerBlock withDropout(double rate) {
        return new TransformerBlock(attention, hidden, rate);
    }

    @Override
    public int states() {
        return attention.states();
    }

    @Override
    public State initial(Context context, long batch) {
        return attention.initial(context.child("attention"), batch);
    }

    @Override
    public Result step(Context context, State state, Tensor x) {
        Result found = attention.step(context.child("attention"), state, norm(context, "norm1", x));
        return new Result(rest(context, x, found.output()), found.state());
    }

    /**
     * A whole sequence of which some steps may be padding.
     *
     * @param context the layer's
     * @param x {@code [N, T, width]}
     * @param mask BOOL {@code [N, T]}, which steps are real; null for all
     * @return {@code [N, T, width]}
     */
    public Tensor encode(Context context, Tensor x, @Nullable Tensor mask) {
        Tensor normal = norm(context, "norm1", x);
        Tensor found = attention.attend(context.child("attention"), normal, normal, mask);
        return rest(context, x, found);
    }

    private Tensor rest(Context context, Tensor x, Tensor found) {
        Tensor y = x.add(drop(context, found));
        Tensor normal = norm(context, "norm2", y);
        long width = attention.width();
        return y.add(drop(context, context.child("mlp", FeedForward.of(width, hidden), normal)));
    }

    private Tensor norm(Context context, String name, Tensor x) {
        return context.child(name, LayerNorm.of(attention.width()), x);
    }

    private Tensor drop(Context context, Tensor x) {
        return Dropout.of(dropout).forward(context, x);
    }
}
