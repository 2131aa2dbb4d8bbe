package org.ranvier.kernels;

import static org.ranvier.kernels.Parameter.Plain.AXES;
import static org.ranvier.kernels.Parameter.Plain.LONG;
import static org.ranvier.kernels.Parameter.Plain.VIEW;

import java.util.List;
import java.util.function.Consumer;
import org.ranvier.DType;
import org.ranvier.Layout;
import org.ranvier.Shape;
import org.ranvier.op.Op;
import org.ranvier.op.Reduction;
import org.ranvier.spi.Operand;

/** Sums of products, tile by tile. */
final class Contractions {
    /** On a processor, fewer rows than these do not make up for fetching the columns. */
    private static final int LEAST_ROWS = 24;

    /** Shorter sums than these are not worth a group of their own. */
    private static final int LEAST_DEPTH = 512;

    private final Device device;
    private final Scratch scratch;
    private final Reductions reductions;

    Contractions(Device device, Scratch scratch, Reductions reductions) {
        this.device = device;
        this.scratch = scratch;
        this.reductions = reductions;
    }

    /**
     * How outputs and sums are cut among groups.
     *
     * @param rows tiles along the rows
     * @param columns tiles along the columns
     * @param batches how many products there are
     * @param segments pieces of each sum
     */
    private record Grid(long rows, long columns, long batches, long segments) {
        /**
         * The largest tiles that leave no unit without work. Sums are cut only if they make all of
         * the elements there are.
         */
        static Grid of(Contraction c, Traits traits, long elements) {
            Tile tile = traits.tile();
            long columns = Math.ceilDiv(c.columns().elements(), tile.columns());
            long batches = c.batches().elements();
            long rows = Math.ceilDiv(c.rows().elements(), tile.rows());
            long wanted = 2L * traits.units();
            if (traits.cpu()) {
                long most = Math.max(rows, c.rows().elements() / LEAST_ROWS);
                rows = Math.clamp(Math.ceilDiv(wanted, columns * batches), rows, most);
            }
            long outputs = c.rows().elements() * c.columns().elements() * batches;
            long most = outputs < elements ? 1 : Math.max(1, c.inner().elements() / LEAST_DEPTH);
            long segments = Math.clamp(wanted / (rows * columns * batches), 1, most);
            return new Grid(rows, columns, batches, segments);
        }

        long groups() {
            return rows * columns * batches * segments;
        }
    }

    /** Computes {@code y}, which is contiguous, or those elements of it that the axes reach. */
    void contract(Contraction c, Operand a, Operand b, Operand y) {
        Grid grid = Grid.of(c, device.traits(), y.shape().elements());
        if (grid.segments() == 1) {
            launch(c, grid, a, b, y);
            return;
        }
        Shape parts = Shape.of(grid.segments(), y.shape().elements());
        try (Scratch.Lease lease = scratch.lend(grid.segments() * y.spec().byteSize())) {
            Operand partial = new Operand(lease.buffer(), y.dtype(), Layout.contiguous(parts));
            launch(c, grid, a, b, partial);
            Layout flat = new Layout(parts.tail(1), new long[] {1}, y.layout().offset());
            reductions.reduce(
                    new Op.Reduce(Reduction.SUM, List.of(0)),
                    partial,
                    new Operand(y.buffer(), y.dtype(), flat));
        }
    }

    private void launch(Contraction c, Grid grid, Operand a, Operand b, Operand y) {
        device.launch(
                kernel(y.dtype()),
                grid.groups(),
                y,
                a,
                b,
                c.rows().elements(),
                c.columns().elements(),
                c.inner().elements(),
                grid.rows(),
                grid.columns(),
                grid.segments(),
                y.shape().elements() / grid.segments(),
                c.rows(),
                c.columns(),
                c.inner(),
                c.batches());
    }

    private static Kernel kernel(DType type) {
        Parameter tensor = new Parameter.Tensor(type);
        return Kernel.of(
                Program.of("contract", type),
                "contract",
                tensor,
                tensor,
                tensor,
                LONG,
                LONG,
                LONG,
                LONG,
                LONG,
                LONG,
                LONG,
                AXES,
                AXES,
                AXES,
                VIEW);
    }

    static void list(Consumer<Kernel> catalogue) {
        catalogue.accept(kernel(DType.F32));
        catalogue.accept(kernel(DType.F64));
    }
}
