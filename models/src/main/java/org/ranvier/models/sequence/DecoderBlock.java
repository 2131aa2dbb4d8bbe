package org.ranvier.models.sequence;

import org.jspecify.annotations.Nullable;
import org.ranvier.Tensor;
import org.ranvier.models.Context;
import org.ranvier.models.layers.Dropout;
import org.ranvier.models.layers.LayerNorm;

/**
 * A block of a transformer's decoder: causal attention to itself, attention to what the encoder
 * found, and a feed-forward part, each added to x and each of the normalised x. Children: {@code
 * norm1}, {@code attention}, {@code norm2}, {@code cross}, {@code norm3} and {@code mlp}. The state
 * is the keys and values of its attention to itself.
 *
 * @param width the size of a vector
 * @param heads how many heads; they divide the width
 * @param hidden the width inside the feed-forward part
 * @param dropout what part of the parts' outputs is dropped in training
 */
public record DecoderBlock(long width, int heads, long hidden, double dropout) {
    /**
     * A block that is four times as wide inside, without dropout.
     *
     * @param width the size of a vector
     * @param heads how many heads; they divide the width
     * @return the block
     */
    public static DecoderBlock of(long width, int heads) {
        return new DecoderBlock(width, heads, 4 * width, 0);
    }

    private MultiHeadAttention own() {
        return MultiHeadAttention.causal(width, heads);
    }

    /**
     * The state before the first step.
     *
     * @param context the block's
     * @param batch how many sequences go along side by side
     * @return the state
     */
    public State initial(Context context, long batch) {
        return own().initial(context.child("attention"), batch);
    }

    /**
     * Goes on by some steps.
     *
     * @param context the block's
     * @param state the state before them
     * @param x {@code [N, T, width]}
     * @param memory {@code [N, S, width]}, what the encoder found
     * @param mask BOOL {@code [N, S]}, which steps of the memory are real; null for all
     * @return outputs and new state
     */
    public Stateful.Result step(
            Context context, State state, Tensor x, Tensor memory, @Nullable Tensor mask) {
        Stateful.Result found =
                own().step(context.child("attention"), state, norm(context, "norm1", x));
        Tensor y = x.add(drop(context, found.output()));
        MultiHeadAttention cross = new MultiHeadAttention(width, heads, false);
        Tensor seen = cross.attend(context.child("cross"), norm(context, "norm2", y), memory, mask);
        Tensor z = y.add(drop(context, seen));
        Tensor more =
                context.child("mlp", FeedForward.of(width, hidden), norm(context, "norm3", z));
        return new Stateful.Result(z.add(drop(context, more)), found.state());
    }

    private Tensor norm(Context context, String name, Tensor x) {
        return context.child(name, LayerNorm.of(width), x);
    }

    private Tensor drop(Context context, Tensor x) {
        return Dropout.of(dropout).forward(context, x);
    }
}
