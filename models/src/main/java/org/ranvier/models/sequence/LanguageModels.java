package org.ranvier.models.sequence;

import java.util.ArrayList;
import java.util.List;
import org.ranvier.models.Layer;
import org.ranvier.models.init.Init;
import org.ranvier.models.layers.Dense;
import org.ranvier.models.layers.Dropout;
import org.ranvier.models.layers.LayerNorm;

/**
 * Networks that predict the next token: from tokens I32 {@code [N, T]} to logits {@code [N, T,
 * tokens]}.
 */
public final class LanguageModels {
    private LanguageModels() {}

    /**
     * Long short-term memory between an embedding and a dense layer.
     *
     * @param tokens the size of the vocabulary
     * @param width the size of an embedding
     * @param units how many units
     * @return the network
     */
    public static Chain lstm(long tokens, long width, long units) {
        return recurrent(tokens, width, Lstm.of(width, units));
    }

    /**
     * Gated recurrent units between an embedding and a dense layer.
     *
     * @param tokens the size of the vocabulary
     * @param width the size of an embedding
     * @param units how many units
     * @return the network
     */
    public static Chain gru(long tokens, long width, long units) {
        return recurrent(tokens, width, Gru.of(width, units));
    }

    private static Chain recurrent(long tokens, long width, Recurrent layer) {
        return Chain.of(Embedding.of(tokens, width), layer, head(layer.units(), tokens));
    }

    /**
     * Causal transformer blocks between an embedding with sinusoidal positions and a dense layer.
     *
     * @param tokens the size of the vocabulary
     * @param width the size of a vector, even
     * @param heads how many heads; they divide the width
     * @param blocks how many blocks
     * @param dropout what part of the embedding and of each block's parts is dropped in training
     * @return the network
     */
    public static Chain transformer(
            long tokens, long width, int heads, int blocks, double dropout) {
        List<Layer> layers = new ArrayList<>();
        layers.add(Embedding.of(tokens, width));
        layers.add(SinusoidalPositions.of(width));
        layers.add(Dropout.of(dropout));
        for (int i = 0; i < blocks; i++) {
            layers.add(TransformerBlock.causal(width, heads).withDropout(dropout));
        }
        layers.add(LayerNorm.of(width));
        layers.add(head(width, tokens));
        return new Chain(layers);
    }

    private static Layer head(long width, long tokens) {
        return Dense.of(width, tokens).withInit(Init.kaimingUniform(1));
    }
}
