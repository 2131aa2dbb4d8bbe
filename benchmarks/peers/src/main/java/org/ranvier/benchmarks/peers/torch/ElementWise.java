package org.ranvier.benchmarks.peers.torch;

import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Functions of each element, into memory that is there: libtorch keeps no large blocks. */
final class ElementWise {
    private ElementWise() {}

    static Map<String, Kernel> all() {
        return Map.ofEntries(
                unary("exp", torch::exp_out),
                unary("tanh", torch::tanh_out),
                unary("sigmoid", torch::sigmoid_out),
                unary("gelu", torch::gelu_out),
                unary("gelu-tanh", (out, x) -> torch.gelu_out(out, x, "tanh")),
                unary("relu", (out, x) -> torch.clamp_min_out(out, x, new Scalar(0f))),
                Map.entry("add", ElementWise::add),
                Map.entry("add-bias", ElementWise::add));
    }

    private static Map.Entry<String, Kernel> unary(
            String name, BiConsumer<Tensor, Tensor> function) {
        return Map.entry(
                name,
                (_, in) -> {
                    Tensor out = torch.empty_like(in.get(0));
                    return () -> {
                        function.accept(out, in.get(0));
                        return List.of(out);
                    };
                });
    }

    private static Supplier<List<Tensor>> add(String workload, List<Tensor> in) {
        Tensor out = torch.empty_like(in.get(0));
        return () -> {
            torch.add_out(out, in.get(0), in.get(1));
            return List.of(out);
        };
    }
}
