package org.ranvier.benchmarks.peers.torch;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Reductions, copies, indexing and random numbers. */
final class Movements {
    private static final long RANDOM = 16L << 20;

    private Movements() {}

    static Map<String, Kernel> all() {
        return Map.ofEntries(
                Map.entry("sum all", Kernel.of(in -> torch.sum(in.get(0)))),
                Map.entry("sum first axis", Kernel.of(in -> torch.sum(in.get(0), 0))),
                Map.entry("sum middle axis", Kernel.of(in -> torch.sum(in.get(0), 1))),
                Map.entry("sum last axis", Kernel.of(in -> torch.sum(in.get(0), 2))),
                Map.entry(
                        "max last axis",
                        Kernel.of(in -> torch.amax(in.get(0), new long[] {2}, false))),
                Map.entry(
                        "argmax last axis",
                        Kernel.of(in -> torch.argmax(in.get(0), new LongOptional(2), false))),
                Map.entry(
                        "cumsum last axis",
                        into(List::getFirst, (out, in) -> torch.cumsum_out(out, in.get(0), 2))),
                copy("transpose", Tensor::t),
                copy("channels last", x -> x.permute(0, 2, 3, 1)),
                Map.entry(
                        "gather",
                        into(
                                List::getFirst,
                                (out, in) -> torch.index_select_out(out, in.get(0), 0, in.get(1)))),
                Map.entry(
                        "scatter-add",
                        Kernel.of(in -> torch.index_add(in.get(0), 0, in.get(1), in.get(2)))),
                Map.entry("argsort", Kernel.of(in -> torch.argsort(in.get(0), 0, false))),
                random("uniform", Tensor::uniform_),
                random("normal", Tensor::normal_));
    }

    private interface Into {
        void compute(Tensor out, List<Tensor> in);
    }

    /** Into memory that is there, with the shape of one of the operands. */
    private static Kernel into(Function<List<Tensor>, Tensor> like, Into function) {
        return (_, in) -> {
            Tensor out = torch.empty_like(like.apply(in)).contiguous();
            return () -> {
                function.compute(out, in);
                return List.of(out);
            };
        };
    }

    private static Map.Entry<String, Kernel> copy(String name, UnaryOperator<Tensor> view) {
        Kernel kernel =
                (_, in) -> {
                    Tensor from = view.apply(in.get(0));
                    Tensor out = from.contiguous();
                    return () -> {
                        out.copy_(from);
                        return List.of(out);
                    };
                };
        return Map.entry(name, kernel);
    }

    private static Map.Entry<String, Kernel> random(String name, UnaryOperator<Tensor> draw) {
        Kernel kernel =
                (_, _) -> {
                    Tensor out = torch.empty(RANDOM);
                    return () -> List.of(draw.apply(out));
                };
        return Map.entry(name, kernel);
    }
}
