package org.ranvier.models.networks;

import org.ranvier.models.Layer;
import org.ranvier.models.Sequential;
import org.ranvier.models.layers.Activation;
import org.ranvier.models.layers.BatchNorm;
import org.ranvier.models.layers.Conv2d;
import org.ranvier.models.layers.Dense;
import org.ranvier.models.layers.Dropout;
import org.ranvier.models.layers.Flatten;
import org.ranvier.models.layers.GlobalPooling;
import org.ranvier.models.layers.MaxPool2d;
import org.ranvier.models.layers.Residual;

/** Makes convolutional networks that classify small images {@code [N, C, H, W]}. */
public final class Cnn {
    private Cnn() {}

    /**
     * Two convolutions with pooling, then two fully connected layers, in the manner of LeNet-5
     * (LeCun et al. 1998) with ReLU, maximum pooling and dropout.
     *
     * @param channels channels of an image
     * @param size rows and columns of an image, at least 4
     * @param classes how many classes there are
     * @return the network, whose output is logits {@code [N, classes]}
     */
    public static Sequential leNet(long channels, long size, long classes) {
        long pooled = size / 2 / 2;
        return Sequential.of(
                Conv2d.of(channels, 16, 5).withSamePadding(),
                Activation.RELU,
                MaxPool2d.of(2),
                Conv2d.of(16, 32, 5).withSamePadding(),
                Activation.RELU,
                MaxPool2d.of(2),
                Flatten.of(),
                Dropout.of(0.25),
                Dense.of(32 * pooled * pooled, 128),
                Activation.RELU,
                Dropout.of(0.5),
                Dense.of(128, classes));
    }

    /**
     * Four convolutions with batch normalisation (Ioffe and Szegedy 2015), two of them after the
     * first pooling and one after the second, then dropout and one dense layer.
     *
     * @param channels channels of an image
     * @param size rows and columns of an image, at least 12
     * @param classes how many classes there are
     * @return the network, whose output is logits {@code [N, classes]}
     */
    public static Sequential normalised(long channels, long size, long classes) {
        long last = size / 2 / 2 - 2;
        return Sequential.of(
                Conv2d.of(channels, 24, 5).withSamePadding().withoutBias(),
                BatchNorm.of(24),
                Activation.RELU,
                MaxPool2d.of(2),
                Conv2d.of(24, 48, 3).withPadding(1).withoutBias(),
                BatchNorm.of(48),
                Activation.RELU,
                Conv2d.of(48, 48, 3).withPadding(1).withoutBias(),
                BatchNorm.of(48),
                Activation.RELU,
                MaxPool2d.of(2),
                Conv2d.of(48, 64, 3).withoutBias(),
                BatchNorm.of(64),
                Activation.RELU,
                Flatten.of(),
                Dropout.of(0.4),
                Dense.of(64 * last * last, classes));
    }

    /**
     * A small residual network (He et al. 2016): three stages of one residual block each, the
     * second and third at half the resolution and twice the width of the one before.
     *
     * @param channels channels of an image
     * @param width channels of the first stage
     * @param classes how many classes there are
     * @return the network, whose output is logits {@code [N, classes]}
     */
    public static Sequential resNet(long channels, long width, long classes) {
        return Sequential.of(
                Conv2d.of(channels, width, 3).withPadding(1).withoutBias(),
                BatchNorm.of(width),
                Activation.RELU,
                block(width, width, 1),
                block(width, 2 * width, 2),
                block(2 * width, 4 * width, 2),
                GlobalPooling.average(),
                Dense.of(4 * width, classes));
    }

    private static Layer block(long in, long out, long stride) {
        Layer body =
                Sequential.of(
                        Conv2d.of(in, out, 3).withStride(stride).withPadding(1).withoutBias(),
                        BatchNorm.of(out),
                        Activation.RELU,
                        Conv2d.of(out, out, 3).withPadding(1).withoutBias(),
                        BatchNorm.of(out));
        Layer shortcut =
                in == out && stride == 1
                        ? Activation.IDENTITY
                        : Sequential.of(
                                Conv2d.of(in, out, 1).withStride(stride).withoutBias(),
                                BatchNorm.of(out));
        return Sequential.of(new Residual(body, shortcut), Activation.RELU);
    }
}
