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

/** Whole training steps: the functions behind the modules of {@code torch::nn}, autograd, Adam. */
final class Training {
    private Training() {}

    static Map<String, Kernel> all() {
        String step = "training step f32 ";
        return Map.of(
                step + "mlp 784-512-512-10 B64", classifier(Networks::mlp),
                step + "lenet-5 B64", classifier(Networks::leNet),
                step + "cnn conv32-conv64-fc128 B64", classifier(Networks::cnn),
                step + "lstm T100 B64 H256", classifier(Networks::lstm),
                step + "transformer block B8 T128 d256 h8 f1024",
                        (_, in) -> step(in, Networks::transformerBlock, torch::mse_loss));
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
