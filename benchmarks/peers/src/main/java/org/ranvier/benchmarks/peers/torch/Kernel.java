package org.ranvier.benchmarks.peers.torch;

import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.bytedeco.pytorch.Tensor;

/** What libtorch does for a workload. */
public interface Kernel {
    /**
     * Makes it ready.
     *
     * @param workload the workload's name, which has its shape
     * @param in the operands
     * @return what is timed; gives what it computed
     */
    Supplier<List<Tensor>> prepare(String workload, List<Tensor> in);

    /**
     * A function of the operands.
     *
     * @param function gives one new tensor
     * @return what runs it
     */
    static Kernel of(Function<List<Tensor>, Tensor> function) {
        return (_, in) -> () -> List.of(function.apply(in));
    }
}
