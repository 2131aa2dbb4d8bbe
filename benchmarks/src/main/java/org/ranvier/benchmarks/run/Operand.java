package org.ranvier.benchmarks.run;

import java.util.List;
import org.ranvier.DType;
import org.ranvier.Ranvier;
import org.ranvier.Session;
import org.ranvier.Tensor;
import org.ranvier.benchmarks.work.Workload;
import org.ranvier.benchmarks.work.Workloads;

/**
 * An operand of a workload on the host.
 *
 * @param shape its sizes
 * @param elements {@code float[]} or {@code int[]}, row by row
 */
public record Operand(long[] shape, Object elements) {
    /**
     * The operands of a workload, the same in every JVM.
     *
     * @param workload its name
     * @return what a peer must be given to do the same as the devices of Ranvier
     */
    public static List<Operand> of(String workload) {
        Workload found = Workloads.of(workload);
        try (Session session = Ranvier.open("cpu")) {
            return found.prepare().apply(session).in().stream().map(Operand::of).toList();
        }
    }

    private static Operand of(Tensor tensor) {
        boolean whole = tensor.dtype() == DType.I32;
        return new Operand(
                tensor.shape().toArray(), whole ? tensor.toIntArray() : tensor.toFloatArray());
    }
}
