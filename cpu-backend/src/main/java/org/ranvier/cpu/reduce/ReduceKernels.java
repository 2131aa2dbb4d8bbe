package org.ranvier.cpu.reduce;

import org.ranvier.DType;
import org.ranvier.Layout;
import org.ranvier.cpu.loop.Space;
import org.ranvier.cpu.memory.Raw;
import org.ranvier.cpu.parallel.Workers;
import org.ranvier.cpu.twin.Twin;
import org.ranvier.op.Op;
import org.ranvier.op.Reduction;
import org.ranvier.spi.Operand;

/**
 * Reductions along any axes. The input is read in the order in which it lies: by {@link Rows} if
 * its innermost axis disappears, by {@link Columns} if that stays. How the work is cut depends on
 * layouts alone, and partial results are joined in their order, so that the number of threads does
 * not matter.
 */
public final class ReduceKernels {
    private ReduceKernels() {}

    /**
     * Joins the elements along axes.
     *
     * @param workers who does it
     * @param op the operation
     * @param in the input, of any layout
     * @param out the output, contiguous
     */
    public static void reduce(Workers workers, Op.Reduce op, Operand in, Operand out) {
        Space space = Space.of(in.layout(), spread(out.layout(), in.layout(), op));
        Joining joining = new Joining(op.function(), in.dtype());
        long source = Raw.address(in);
        long target = Raw.address(out);
        if (space.strides()[1][space.rank() - 1] == 0) {
            new Rows(joining, space, source, target, out.shape().elements()).reduce(workers);
        } else {
            new Columns(joining, space, source, target).reduce(workers);
        }
    }

    /**
     * What adds rows, element by element, to sums.
     *
     * @param type the type of the elements
     * @return the kernel
     */
    public static Twin<ColumnKernel> columnSums(DType type) {
        return Kernels.columns(new Joining(Reduction.SUM, type));
    }

    /** The output's layout with the axes that disappeared, along which it repeats. */
    private static Layout spread(Layout out, Layout in, Op.Reduce op) {
        long[] strides = new long[in.shape().rank()];
        int kept = 0;
        for (int i = 0; i < strides.length; i++) {
            strides[i] = op.axes().contains(i) ? 0 : out.stride(kept++);
        }
        return new Layout(in.shape(), strides, 0);
    }
}
