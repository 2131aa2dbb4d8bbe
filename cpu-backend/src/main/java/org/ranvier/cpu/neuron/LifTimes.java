package org.ranvier.cpu.neuron;

import java.util.List;
import org.ranvier.cpu.memory.Raw;
import org.ranvier.cpu.memory.Work;
import org.ranvier.cpu.parallel.Workers;
import org.ranvier.cpu.pass.Pass;
import org.ranvier.op.LifCell;
import org.ranvier.op.LifSteps;
import org.ranvier.op.LifStepsGradient;
import org.ranvier.spi.Operand;

/**
 * Many steps of leaky integrate-and-fire neurons, forward and backward, in blocks of neurons whose
 * state stays in the first-level cache over all steps.
 */
final class LifTimes {
    /** Neurons of a block. */
    private static final int BLOCK = 1024;

    /** Additions that a step of a neuron takes as long as. */
    private static final long WEIGHT = 4;

    private LifTimes() {}

    /** What a step takes, besides decay, gain, threshold and refractory steps. */
    private static double[] constants(LifCell cell) {
        boolean zero = cell.reset() == LifCell.Reset.ZERO;
        return new double[] {
            cell.decay(),
            cell.gain(),
            cell.threshold(),
            cell.refractory(),
            zero ? 0 : 1,
            zero ? 0 : cell.threshold()
        };
    }

    static void forward(Workers workers, LifSteps op, List<Operand> in, List<Operand> out) {
        double[] c = constants(op.cell());
        LifTwins twins = LifTwins.of(in.get(0).dtype());
        long steps = in.get(0).shape().size(0);
        long neurons = in.get(1).shape().elements();
        long bytes = in.get(0).dtype().byteSize();
        long[] first = Raw.addresses(in, out);
        Pass step = twins.step().get(steps * neurons * WEIGHT);
        long blocks = Math.ceilDiv(neurons, BLOCK);
        workers.parallel(
                blocks,
                grain(twins.step().grain(step), steps),
                (start, end) -> {
                    for (long block = start; block < end; block++) {
                        int n = (int) Math.min(BLOCK, neurons - block * BLOCK);
                        long[] at = shift(first, block * BLOCK * bytes);
                        for (long t = 0; t < steps; t++) {
                            step.run(c, at, n);
                            at[0] += neurons * bytes;
                            at[1] = at[5];
                            at[2] = at[6];
                            at[3] += neurons * bytes;
                            at[4] += neurons * bytes;
                        }
                    }
                });
    }

    private static double[] backward(LifCell cell) {
        boolean zero = cell.reset() == LifCell.Reset.ZERO;
        boolean passes = !cell.detachReset();
        return new double[] {
            cell.decay(),
            cell.gain(),
            zero && passes ? -1 : 0,
            !zero && passes ? -cell.threshold() : 0,
            zero ? 1 : 0
        };
    }

    static void backward(
            Workers workers, LifStepsGradient op, List<Operand> in, List<Operand> out) {
        Operand series = in.get(0);
        LifTwins twins = LifTwins.of(series.dtype());
        long steps = series.shape().size(0);
        long neurons = in.get(2).shape().elements();
        long work = steps * neurons * WEIGHT;
        Backward backward =
                new Backward(
                        Raw.addresses(in, out),
                        steps,
                        neurons,
                        series.dtype().byteSize(),
                        twins.hold().get(work),
                        twins.slope(op.cell().surrogate().kind()).get(work),
                        twins.back().get(work),
                        constants(op.cell()),
                        SlopeConstants.of(op.cell()),
                        backward(op.cell()));
        workers.parallel(
                Math.ceilDiv(neurons, BLOCK),
                grain(twins.back().grain(backward.back), steps),
                (start, end) -> {
                    for (long block = start; block < end; block++) {
                        backward.block(
                                block * BLOCK, (int) Math.min(BLOCK, neurons - block * BLOCK));
                    }
                });
    }

    /**
     * A block backwards. Its inputs are spikes, potentials, the first hold and the gradients of
     * spikes, potentials and last potential; its outputs those of currents and first potential.
     */
    private record Backward(
            long[] at,
            long steps,
            long neurons,
            long bytes,
            Pass hold,
            Pass slope,
            Pass back,
            double[] holdConstants,
            double[] slopeConstants,
            double[] constants) {
        void block(long first, int n) {
            long offset = first * bytes;
            long row = neurons * bytes;
            long scratch = Work.local().address(Work.Use.STATE, 2L * BLOCK * bytes);
            long slopes = scratch + BLOCK * bytes;
            long from = at[2] + offset;
            // The hold of each step waits where the gradient of its current goes.
            for (long t = 0; t < steps; t++) {
                long here = offset + t * row;
                hold.run(holdConstants, new long[] {at[0] + here, from, at[6] + here, scratch}, n);
                from = scratch;
            }
            long dv = at[5] + offset;
            for (long t = steps - 1; t >= 0; t--) {
                long here = offset + t * row;
                slope.run(slopeConstants, new long[] {at[1] + here, slopes}, n);
                long[] operands = {
                    at[0] + here,
                    at[1] + here,
                    slopes,
                    at[3] + here,
                    at[4] + here,
                    at[6] + here,
                    dv,
                    at[6] + here,
                    at[7] + offset
                };
                back.run(constants, operands, n);
                dv = at[7] + offset;
            }
        }
    }

    private static long grain(long elements, long steps) {
        return Math.max(1, elements / (BLOCK * WEIGHT * steps));
    }

    private static long[] shift(long[] at, long bytes) {
        long[] shifted = at.clone();
        for (int k = 0; k < shifted.length; k++) {
            shifted[k] += bytes;
        }
        return shifted;
    }
}
