package org.ranvier.models.layers;

import java.util.stream.IntStream;
import org.ranvier.Tensor;
import org.ranvier.models.Context;
import org.ranvier.models.Layer;

/**
 * One number for each channel: {@code [N, C, d…]} becomes {@code [N, C]}.
 *
 * @param kind which number
 */
public record GlobalPooling(Kind kind) implements Layer {
    /** What is taken over all positions. */
    public enum Kind {
        /** The largest element; its gradient goes to the first. */
        MAX,
        /** The mean. */
        AVERAGE
    }

    /**
     * The largest element of each channel.
     *
     * @return the layer
     */
    public static GlobalPooling max() {
        return new GlobalPooling(Kind.MAX);
    }

    /**
     * The mean of each channel.
     *
     * @return the layer
     */
    public static GlobalPooling average() {
        return new GlobalPooling(Kind.AVERAGE);
    }

    @Override
    public Tensor forward(Context context, Tensor x) {
        if (x.rank() < 3) {
            throw Fit.wrong(this, context, x, "[N, C, …] with at least one spatial axis");
        }
        return switch (kind) {
            case AVERAGE -> x.mean(IntStream.range(2, x.rank()).toArray());
            case MAX -> First.max(x.flatten(2, -1), 2).squeeze(2);
        };
    }
}
