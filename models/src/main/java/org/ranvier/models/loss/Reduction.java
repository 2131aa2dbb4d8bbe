package org.ranvier.models.loss;

import org.ranvier.Tensor;

/** What becomes of the losses of many elements or samples. */
public enum Reduction {
    /** Their mean. */
    MEAN,
    /** Their sum. */
    SUM,
    /** They stay as they are. */
    NONE;

    Tensor apply(Tensor losses) {
        return switch (this) {
            case MEAN -> losses.mean();
            case SUM -> losses.sum();
            case NONE -> losses;
        };
    }
}
