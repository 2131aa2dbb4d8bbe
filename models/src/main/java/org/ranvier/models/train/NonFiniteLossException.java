package org.ranvier.models.train;

/** Thrown when a loss is infinite or not a number, before the step that would spoil the weights. */
public class NonFiniteLossException extends RuntimeException {
    private static final long serialVersionUID = 1;

    NonFiniteLossException(int epoch, int batch, int batches, double loss, double rate) {
        super(
                "the loss is "
                        + loss
                        + " in epoch "
                        + (epoch + 1)
                        + ", batch "
                        + (batch + 1)
                        + " of "
                        + batches
                        + ", at a learning rate of "
                        + rate
                        + "; try a smaller learning rate, clip gradients, look for NaN or very large"
                        + " numbers in the data, and take losses from logits rather than from"
                        + " probabilities");
    }
}
