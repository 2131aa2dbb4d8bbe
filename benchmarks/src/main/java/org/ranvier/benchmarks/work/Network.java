package org.ranvier.benchmarks.work;

import org.ranvier.Shape;
import org.ranvier.models.Layer;
import org.ranvier.models.Sequential;
import org.ranvier.models.layers.Activation;
import org.ranvier.models.layers.Conv2d;
import org.ranvier.models.layers.Dense;
import org.ranvier.models.layers.Flatten;
import org.ranvier.models.layers.MaxPool2d;
import org.ranvier.models.networks.Mlp;
import org.ranvier.models.sequence.Lstm;
import org.ranvier.models.sequence.TransformerBlock;

/**
 * A network that is measured as a whole.
 *
 * @param name its name, with sizes
 * @param products the multiply-adds of a forward pass
 * @param input the shape of its input
 * @param layer the network
 */
record Network(String name, double products, Shape input, Layer layer) {
    static final Network MLP =
            new Network(
                    "mlp 784-512-512-10 B64",
                    64.0 * (784 * 512 + 512 * 512 + 512 * 10),
                    Shape.of(64, 784),
                    Mlp.of(784, 512, 512, 10));

    /** LeCun et al. 1998, with ReLU and maximum pooling. */
    static final Network LENET =
            new Network(
                    "lenet-5 B64",
                    64.0 * (784 * 25 * 6 + 100 * 150 * 16 + 400 * 120 + 120 * 84),
                    Shape.of(64, 1, 28, 28),
                    Sequential.of(
                            Conv2d.of(1, 6, 5).withSamePadding(),
                            Activation.RELU,
                            MaxPool2d.of(2),
                            Conv2d.of(6, 16, 5),
                            Activation.RELU,
                            MaxPool2d.of(2),
                            Flatten.of(),
                            Dense.of(400, 120),
                            Activation.RELU,
                            Dense.of(120, 84),
                            Activation.RELU,
                            Dense.of(84, 10)));

    static final Network CNN =
            new Network(
                    "cnn conv32-conv64-fc128 B64",
                    64.0 * (784 * 9 * 32 + 196 * 288 * 64 + 3136 * 128),
                    Shape.of(64, 1, 28, 28),
                    Sequential.of(
                            Conv2d.of(1, 32, 3).withSamePadding(),
                            Activation.RELU,
                            MaxPool2d.of(2),
                            Conv2d.of(32, 64, 3).withSamePadding(),
                            Activation.RELU,
                            MaxPool2d.of(2),
                            Flatten.of(),
                            Dense.of(3136, 128),
                            Activation.RELU,
                            Dense.of(128, 10)));

    /** An LSTM whose last output is classified. */
    static final Network LSTM =
            new Network(
                    "lstm T100 B64 H256",
                    64.0 * 100 * (256 + 256) * 4 * 256,
                    Shape.of(64, 100, 256),
                    Sequential.of(Lstm.of(256, 256), (_, x) -> x.select(1, -1), Dense.of(256, 10)));

    /** A block of a causal transformer, eight heads, 1024 units inside. */
    static final Network TRANSFORMER =
            new Network(
                    "transformer block B8 T128 d256 h8 f1024",
                    8 * 128 * (4.0 * 256 * 256 + 2 * 256 * 1024) + 8 * 8 * 128.0 * 128 * 32,
                    Shape.of(8, 128, 256),
                    TransformerBlock.causal(256, 8));
}
