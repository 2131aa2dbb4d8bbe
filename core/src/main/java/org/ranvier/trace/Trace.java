package org.ranvier.trace;

import java.util.List;
import org.ranvier.TensorSpec;
import org.ranvier.op.Op;

/** Who is told of every operation a backend has executed. */
@FunctionalInterface
public interface Trace {
    /**
     * An operation was executed; on a device with a queue, to its end.
     *
     * @param op the operation
     * @param kernels the kernels it took, as the backend names them; none if it does not tell
     * @param in what is known of its inputs
     * @param out what is known of its outputs
     * @param nanos how long it took
     */
    void executed(
            Op op, List<String> kernels, List<TensorSpec> in, List<TensorSpec> out, long nanos);
}
