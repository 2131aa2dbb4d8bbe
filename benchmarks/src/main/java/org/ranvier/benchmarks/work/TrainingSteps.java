package org.ranvier.benchmarks.work;

import java.util.ArrayList;
import java.util.List;
import org.ranvier.DType;
import org.ranvier.Session;
import org.ranvier.Shape;
import org.ranvier.Tensor;
import org.ranvier.ValueAndGradients;
import org.ranvier.benchmarks.work.Workload.Cost;
import org.ranvier.benchmarks.work.Workload.Family;
import org.ranvier.models.Layer;
import org.ranvier.models.Model;
import org.ranvier.models.Sequential;
import org.ranvier.models.layers.Activation;
import org.ranvier.models.layers.Conv2d;
import org.ranvier.models.layers.Dense;
import org.ranvier.models.layers.Flatten;
import org.ranvier.models.layers.MaxPool2d;
import org.ranvier.models.loss.Loss;
import org.ranvier.models.networks.Mlp;
import org.ranvier.models.optim.Adam;
import org.ranvier.models.optim.Descent;
import org.ranvier.models.sequence.Lstm;
import org.ranvier.models.sequence.TransformerBlock;

/** Whole training steps: forward, backward, Adam. */
final class TrainingSteps {
    private static final long BATCH = 64;

    private TrainingSteps() {}

    static List<Workload> all() {
        Shape image = Shape.of(BATCH, 1, 28, 28);
        return List.of(
                classifier(
                                "mlp 784-512-512-10 B64",
                                6.0 * BATCH * (784 * 512 + 512 * 512 + 512 * 10),
                                Shape.of(BATCH, 784),
                                Mlp.of(784, 512, 512, 10))
                        .quickly(),
                classifier(
                                "lenet-5 B64",
                                6.0
                                        * BATCH
                                        * (784 * 25 * 6 + 100 * 150 * 16 + 400 * 120 + 120 * 84),
                                image,
                                leNet())
                        .quickly(),
                classifier(
                        "cnn conv32-conv64-fc128 B64",
                        6.0 * BATCH * (784 * 9 * 32 + 196 * 288 * 64 + 3136 * 128),
                        image,
                        cnn()),
                classifier(
                        "lstm T100 B64 H256",
                        6.0 * BATCH * 100 * (256 + 256) * 4 * 256,
                        Shape.of(BATCH, 100, 256),
                        lstm()),
                transformerBlock());
    }

    /** An LSTM whose last output is classified. */
    private static Layer lstm() {
        Layer last = (_, x) -> x.select(1, -1);
        return Sequential.of(Lstm.of(256, 256), last, Dense.of(256, 10));
    }

    /** A block of a causal transformer, eight heads, 1024 units inside, that learns zeros. */
    private static Workload transformerBlock() {
        long rows = 8 * 128;
        double weights = rows * (4.0 * 256 * 256 + 2 * 256 * 1024);
        double attention = 8 * 8 * 128.0 * 128 * 32;
        return Make.task(
                Family.TRAINING,
                "training step f32 transformer block B8 T128 d256 h8 f1024",
                new Cost(6 * (weights + attention), 0),
                s -> {
                    Shape input = Shape.of(8, 128, 256);
                    Tensor zeros = s.full(DType.F32, input, 0);
                    Layer block = TransformerBlock.causal(256, 8);
                    return step(s, input, block, Loss.meanSquaredError(), zeros);
                });
    }

    /** LeCun et al. 1998, with ReLU and maximum pooling. */
    private static Layer leNet() {
        return Sequential.of(
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
                Dense.of(84, 10));
    }

    private static Layer cnn() {
        return Sequential.of(
                Conv2d.of(1, 32, 3).withSamePadding(),
                Activation.RELU,
                MaxPool2d.of(2),
                Conv2d.of(32, 64, 3).withSamePadding(),
                Activation.RELU,
                MaxPool2d.of(2),
                Flatten.of(),
                Dense.of(3136, 128),
                Activation.RELU,
                Dense.of(128, 10));
    }

    private static Workload classifier(String name, double flops, Shape input, Layer network) {
        return Make.task(
                Family.TRAINING,
                "training step f32 " + name,
                new Cost(flops, 0),
                s -> {
                    Tensor classes = Make.indices(s, input.size(0), 10);
                    return step(s, input, network, Loss.softmaxCrossEntropy(), classes);
                });
    }

    private static Task step(Session s, Shape input, Layer network, Loss loss, Tensor target) {
        Model model = Model.build(s, network, 1, input);
        Descent descent = new Descent(s, model.parameters(), Adam.of(1e-3));
        Tensor x = Make.normal(s, input);
        List<Tensor> parameters = List.copyOf(model.parameters().values());
        List<Tensor> in = new ArrayList<>(List.of(x, target));
        in.addAll(parameters);
        return new Task(
                in,
                () -> {
                    ValueAndGradients r =
                            s.valueAndGradients(parameters, () -> loss.of(model.train(x), target));
                    descent.step(r.gradients(), 1);
                    return List.of(r.value());
                });
    }
}
