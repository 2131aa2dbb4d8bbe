package org.ranvier.op;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.ranvier.Tensor;

/**
 * An operation that is made of others and that a backend may have a kernel for. It cannot exist
 * without {@link #decompose}: where a backend has no kernel, the decomposition runs, and the
 * gradient, unless {@link #gradient} states a better one, is the decomposition's.
 */
public sealed interface Fused extends Op
        permits Softmax,
                CrossEntropy,
                CrossEntropyGradient,
                LayerNorm,
                LayerNormGradient,
                BatchNorm,
                BatchNormGradient,
                Conv,
                ConvInputGradient,
                ConvWeightGradient,
                MaxPool,
                MaxPoolGradient,
                AveragePool,
                AveragePoolGradient,
                GeluGradient,
                Attention,
                AttentionGradient,
                LstmCell,
                LstmCellGradient,
                LstmSteps,
                LstmStepsGradient,
                GruCell,
                GruCellGradient,
                Spike,
                LifSteps,
                LifStepsGradient,
                LifEventStep,
                LifNetworkSteps,
                DeliverSpikes,
                HodgkinHuxleyStep,
                OptimizerStep {
    /**
     * The same result, in terms of tensor operations.
     *
     * @param in the inputs, which {@link #outputs} has accepted
     * @return the outputs
     */
    List<Tensor> decompose(List<Tensor> in);

    /**
     * Whether {@link #gradient} states a gradient. It then holds wherever the operation runs;
     * without it a decomposed operation is differentiated as what it is made of.
     *
     * @return true if it does
     */
    default boolean statesGradient() {
        return false;
    }

    /**
     * The gradient, where it can be stated better than the decomposition's. It is written in tensor
     * operations, so that it can be differentiated again.
     *
     * @param backward inputs, outputs and the outputs' gradients
     * @return for each input its gradient, or null where it has none; or null altogether: use the
     *     decomposition's
     */
    default @Nullable List<@Nullable Tensor> gradient(Backward backward) {
        return null;
    }
}
