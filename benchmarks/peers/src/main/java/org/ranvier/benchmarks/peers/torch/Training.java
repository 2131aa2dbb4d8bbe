package org.ranvier.benchmarks.peers.torch;

import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.BinaryOperator;
import java.util.function.Supplier;
import org.bytedeco.pytorch.Adam;
import org.bytedeco.pytorch.AdamOptions;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * Whole networks, forward and in training steps: the functions behind the modules of {@code
 * torch::nn}, autograd, Adam.
 */
final class Training {
    private Training() {}

    static Map<String, Kernel> all() {
        String step = "training step f32 ";
        String forward = "forward f32 ";
        String mlp = "mlp 784-512-512-10 B64";
        String leNet = "lenet-5 B64";
        String cnn = "cnn conv32-conv64-fc128 B64";
        String block = "transformer block B8 T128 d256 h8 f1024";
        return Map.of(
                step + mlp, classifier(Networks::mlp),
                step + leNet, classifier(Networks::leNet),
                step + cnn, classifier(Networks::cnn),
                step + "lstm T100 B64 H256", classifier(Networks::lstm),
                step + block, (_, in) -> step(in, Networks::transformerBlock, torch::mse_loss),
                forward + mlp, forward(Networks::mlp),
                forward + leNet, forward(Networks::leNet),
                forward + cnn, forward(Networks::cnn),
                forward + block, forward(Networks::transformerBlock));
    }

    /** Operands: input, parameters; none asks for gradients, so that none are prepared. */
    private static Kernel forward(BiFunction<Tensor, List<Tensor>, Tensor> network) {
        return (_, in) -> () -> List.of(network.apply(in.get(0), in.subList(1, in.size())));
    }

    private static Kernel classifier(BiFunction<Tensor, List<Tensor>, Tensor> network) {
        return (_, in) -> step(in, network, torch::cross_entropy_loss);
    }

    /** Operands: inputs, targets, parameters. */
    private static Supplier<List<Tensor>> step(
            List<Tensor> in,
            BiFunction<Tensor, List<Tensor>, Tensor> network,
            BinaryOperator<Tensor> criterion) {
        List<Tensor> parameters = in.subList(2, in.size());
        parameters.forEach(p -> p.set_requires_grad(true));
        Adam optimizer =
                new Adam(
                        new TensorVector(parameters.toArray(Tensor[]::new)), new AdamOptions(1e-3));
        return () -> {
            optimizer.zero_grad();
            Tensor loss = criterion.apply(network.apply(in.get(0), parameters), in.get(1));
            loss.backward();
            optimizer.step();
            return List.of(loss);
        };
    }
}
