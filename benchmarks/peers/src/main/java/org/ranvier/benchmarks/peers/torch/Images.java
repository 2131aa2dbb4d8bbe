package org.ranvier.benchmarks.peers.torch;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.bytedeco.javacpp.BoolPointer;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/** Batch normalisation and pooling. */
final class Images {
    private static final double EPSILON = 1e-5;
    private static final long[] TWO = {2, 2};
    private static final long[] ONE = {1, 1};
    private static final long[] ZERO = {0, 0};

    private Images() {}

    static Map<String, Kernel> all() {
        return Map.of(
                "batch-norm training",
                (_, in) -> () -> List.of(norm(in).get0()),
                "batch-norm forward+backward",
                Images::normBothWays,
                "max-pool 2x2",
                Kernel.of(in -> torch.max_pool2d(in.get(0), TWO, TWO, ZERO, ONE, false)),
                "max-pool 2x2 forward+backward",
                Images::poolBothWays);
    }

    private static org.bytedeco.pytorch.T_TensorTensorTensor_T norm(List<Tensor> in) {
        return torch.native_batch_norm(
                in.get(0),
                new TensorOptional(in.get(1)),
                new TensorOptional(in.get(2)),
                new TensorOptional(),
                new TensorOptional(),
                true,
                0.1,
                EPSILON);
    }

    private static Supplier<List<Tensor>> normBothWays(String workload, List<Tensor> in) {
        BoolPointer all = new BoolPointer(3).put(0, true).put(1, true).put(2, true);
        return () -> {
            var forward = norm(in);
            var back =
                    torch.native_batch_norm_backward(
                            in.get(3),
                            in.get(0),
                            new TensorOptional(in.get(1)),
                            new TensorOptional(),
                            new TensorOptional(),
                            new TensorOptional(forward.get1()),
                            new TensorOptional(forward.get2()),
                            true,
                            EPSILON,
                            all);
            return List.of(forward.get0(), back.get0(), back.get1(), back.get2());
        };
    }

    private static Supplier<List<Tensor>> poolBothWays(String workload, List<Tensor> in) {
        return () -> {
            var forward = torch.max_pool2d_with_indices(in.get(0), TWO, TWO, ZERO, ONE, false);
            Tensor back =
                    torch.max_pool2d_with_indices_backward(
                            in.get(1), in.get(0), TWO, TWO, ZERO, ONE, false, forward.get1());
            return List.of(forward.get0(), back);
        };
    }
}
