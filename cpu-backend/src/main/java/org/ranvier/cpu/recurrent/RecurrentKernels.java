package org.ranvier.cpu.recurrent;

import java.util.ArrayList;
import java.util.List;
import org.ranvier.TensorSpec;
import org.ranvier.cpu.memory.Raw;
import org.ranvier.cpu.memory.Work;
import org.ranvier.cpu.parallel.Workers;
import org.ranvier.cpu.twin.Twin;
import org.ranvier.op.Fused;
import org.ranvier.op.GruCell;
import org.ranvier.op.GruCellGradient;
import org.ranvier.op.LstmCell;
import org.ranvier.op.LstmCellGradient;
import org.ranvier.op.LstmSteps;
import org.ranvier.op.LstmStepsGradient;
import org.ranvier.spi.Operand;

/**
 * Steps of recurrent units and their gradients, a sample after the other, and all steps of a
 * sequence.
 */
public final class RecurrentKernels {
    /** About how many elements a unit computes: gates, cell and output. */
    static final long ELEMENTS_PER_UNIT = 8;

    private RecurrentKernels() {}

    /**
     * Whether there is a kernel.
     *
     * @param op the operation
     * @param in what is known of its inputs
     * @return true if {@link #execute} takes it
     */
    public static boolean supports(Fused op, List<TensorSpec> in) {
        return switch (op) {
            case LstmCell _, LstmCellGradient _, GruCell _, GruCellGradient _ -> true;
            case LstmSteps _, LstmStepsGradient _ -> LstmSequence.supports(in);
            default -> false;
        };
    }

    /**
     * Executes a step or all steps of a sequence.
     *
     * @param workers who does it
     * @param op {@link LstmCell}, {@link GruCell}, {@link LstmSteps} or the gradient of one
     * @param in its inputs
     * @param out its outputs
     */
    public static void execute(Workers workers, Fused op, List<Operand> in, List<Operand> out) {
        switch (op) {
            case LstmSteps _ -> LstmSequence.forward(workers, in, out);
            case LstmStepsGradient _ -> LstmSequence.backward(workers, in, out);
            default -> cells(workers, op, in, out);
        }
    }

    private static void cells(Workers workers, Fused op, List<Operand> in, List<Operand> out) {
        List<Operand> operands = new ArrayList<>(in);
        operands.addAll(out);
        Operand state = in.get(2);
        int units = Math.toIntExact(state.shape().size(-1));
        long row = (long) units * state.dtype().byteSize();
        long samples = state.shape().elements() / units;
        Twin<GateLoops> twin = GateLoops.of(state.dtype());
        GateLoops loops = twin.get(samples * units * ELEMENTS_PER_UNIT);
        workers.parallel(
                samples,
                Math.max(1, twin.grain(loops) / (units * ELEMENTS_PER_UNIT)),
                (start, end) -> {
                    long scratch = Work.local().address(Work.Use.GATES, Sample.ROWS * row);
                    for (long sample = start; sample < end; sample++) {
                        long[] at = new long[operands.size()];
                        for (int k = 0; k < at.length; k++) {
                            long width = operands.get(k).shape().size(-1) / units * row;
                            at[k] = Raw.address(operands.get(k)) + sample * width;
                        }
                        step(op, new Sample(loops, at, units, row, scratch));
                    }
                });
    }

    private static void step(Fused op, Sample sample) {
        switch (op) {
            case LstmCell _ -> sample.lstm();
            case LstmCellGradient _ -> sample.lstmGradient();
            case GruCell _ -> sample.gru();
            case GruCellGradient _ -> sample.gruGradient();
            default ->
                    throw new IllegalArgumentException(op.name() + ": not a step of gated units");
        }
    }
}
