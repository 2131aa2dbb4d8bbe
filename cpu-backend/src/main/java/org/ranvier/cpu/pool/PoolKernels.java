package org.ranvier.cpu.pool;

import java.util.List;
import org.ranvier.TensorSpec;
import org.ranvier.cpu.parallel.Workers;
import org.ranvier.op.Fused;
import org.ranvier.spi.Operand;

/** Kernels for pooling and its gradients. */
public final class PoolKernels {
    private PoolKernels() {}

    /**
     * Whether there is a kernel.
     *
     * @param op the operation
     * @param in what is known of its inputs
     * @return true if {@link #execute} takes it
     */
    public static boolean supports(Fused op, List<TensorSpec> in) {
        return false;
    }

    /**
     * Runs the kernel.
     *
     * @param workers who does it
     * @param op the operation
     * @param in its inputs, contiguous
     * @param out its outputs, contiguous
     */
    public static void execute(Workers workers, Fused op, List<Operand> in, List<Operand> out) {
        throw new IllegalArgumentException(
                op.name() + ": not a kernel of the CPU; ask supports first");
    }
}
