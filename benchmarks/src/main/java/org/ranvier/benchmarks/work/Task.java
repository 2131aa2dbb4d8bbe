package org.ranvier.benchmarks.work;

import java.util.List;
import java.util.function.Supplier;
import org.ranvier.Tensor;

/**
 * A workload in a session.
 *
 * @param in its operands, as a peer must be given them to do the same; none if no peer can
 * @param action what is timed; gives what it computed
 */
public record Task(List<Tensor> in, Supplier<List<Tensor>> action) {
    /** Copies the list. */
    public Task {
        in = List.copyOf(in);
    }
}
