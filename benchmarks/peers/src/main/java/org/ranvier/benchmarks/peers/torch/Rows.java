package org.ranvier.benchmarks.peers.torch;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.bytedeco.javacpp.BoolPointer;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/** Softmax, its loss and layer normalisation. */
final class Rows {
    private static final double EPSILON = 1e-5;

    private Rows() {}

    static Map<String, Kernel> all() {
        return Map.of(
                "softmax",
                Kernel.of(in -> torch.softmax(in.get(0), 1)),
                "log-softmax",
                Kernel.of(in -> torch.log_softmax(in.get(0), 1)),
                "cross-entropy forward+backward",
                Rows::crossEntropy,
                "layer-norm",
                (_, in) -> () -> List.of(norm(in).get0()),
                "layer-norm forward+backward",
                Rows::normBothWays);
    }

    private static Supplier<List<Tensor>> crossEntropy(String workload, List<Tensor> in) {
        return () -> {
            Tensor x = in.get(0).detach().set_requires_grad(true);
            Tensor loss = torch.cross_entropy_loss(x, in.get(1));
            loss.backward();
            return List.of(loss, x.grad());
        };
    }

    private static org.bytedeco.pytorch.T_TensorTensorTensor_T norm(List<Tensor> in) {
        return torch.native_layer_norm(
                in.get(0),
                new long[] {in.get(1).size(0)},
                new TensorOptional(in.get(1)),
                new TensorOptional(in.get(2)),
                EPSILON);
    }

    private static Supplier<List<Tensor>> normBothWays(String workload, List<Tensor> in) {
        BoolPointer all = new BoolPointer(3).put(0, true).put(1, true).put(2, true);
        return () -> {
            var forward = norm(in);
            var back =
                    torch.native_layer_norm_backward(
                            in.get(3),
                            in.get(0),
                            new long[] {in.get(1).size(0)},
                            forward.get1(),
                            forward.get2(),
                            new TensorOptional(in.get(1)),
                            new TensorOptional(in.get(2)),
                            all);
            return List.of(forward.get0(), back.get0(), back.get1(), back.get2());
        };
    }
}
