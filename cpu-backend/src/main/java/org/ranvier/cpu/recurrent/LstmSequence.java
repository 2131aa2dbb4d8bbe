package org.ranvier.cpu.recurrent;

import java.util.List;
import java.util.function.Consumer;
import org.ranvier.DType;
import org.ranvier.Shape;
import org.ranvier.TensorSpec;
import org.ranvier.cpu.memory.Raw;
import org.ranvier.cpu.memory.Work;
import org.ranvier.cpu.parallel.Workers;
import org.ranvier.cpu.tile.TileKernel;
import org.ranvier.op.LstmSteps;
import org.ranvier.op.LstmStepsGradient;
import org.ranvier.spi.Operand;

/**
 * All steps of a long short-term memory. The recurrent weights are laid out once for all steps, and
 * a thread takes its samples through all of them, so that none waits for another between steps.
 */
final class LstmSequence {
    /** From so many rows of products on, laying out the weights pays. */
    private static final long ROWS = 256;

    private static final int GATES = 4;

    private final DType type;
    private final long steps;
    private final long samples;
    private final int units;
    private final long state;
    private final long gates;
    private final long[] in;
    private final long[] out;

    private LstmSequence(List<Operand> in, List<Operand> out) {
        Shape shape = in.get(0).shape();
        this.type = in.get(0).dtype();
        this.steps = shape.size(0);
        this.samples = shape.size(1);
        this.units = Math.toIntExact(shape.size(2) / GATES);
        this.state = (long) units * type.byteSize();
        this.gates = GATES * state;
        this.in = in.stream().mapToLong(Raw::address).toArray();
        this.out = out.stream().mapToLong(Raw::address).toArray();
    }

    static boolean supports(List<TensorSpec> in) {
        Shape gates = in.get(0).shape();
        return gates.size(0) * gates.size(1) >= ROWS;
    }

    /** Executes {@link LstmSteps}. */
    static void forward(Workers workers, List<Operand> in, List<Operand> out) {
        LstmSequence all = new LstmSequence(in, out);
        Panels weights = Panels.of(all.type, all.in[1], GATES * all.units, all.units, true);
        all.share(workers, (first, count) -> all.forward(weights, first, count));
    }

    /** Executes {@link LstmStepsGradient}. */
    static void backward(Workers workers, List<Operand> in, List<Operand> out) {
        LstmSequence all = new LstmSequence(in, out);
        Panels weights = Panels.of(all.type, all.in[2], GATES * all.units, all.units, false);
        all.share(workers, (first, count) -> all.backward(weights, first, count));
    }

    /** What takes some samples through all steps. */
    private interface Samples {
        void run(long first, int count);
    }

    /** How samples are shared out changes none of their bits: each thread gets whole tiles. */
    private void share(Workers workers, Samples task) {
        long tiles = Math.ceilDiv(samples, TileKernel.ROWS);
        long each = Math.ceilDiv(tiles, workers.threads()) * TileKernel.ROWS;
        workers.parallel(
                samples, each, (start, end) -> task.run(start, Math.toIntExact(end - start)));
    }

    private void forward(Panels weights, long first, int count) {
        for (long t = 0; t < steps; t++) {
            long now = t * samples + first;
            long h = before(in[2], out[0], t, first);
            long c = before(in[3], out[1], t, first);
            long past = out[2] + now * gates;
            weights.multiply(h, count, past);
            cells(
                    count,
                    Sample::lstm,
                    new long[] {
                        in[0] + now * gates, past, c, out[0] + now * state, out[1] + now * state
                    },
                    new long[] {gates, gates, state, state, state});
        }
    }

    /** The gradients of output and cell stand where in the end those of the first ones do. */
    private void backward(Panels weights, long first, int count) {
        long dh = out[1] + first * state;
        long dc = out[2] + first * state;
        Raw.ALL.asSlice(dh, count * state).fill((byte) 0);
        Raw.ALL.asSlice(dc, count * state).fill((byte) 0);
        for (long t = steps - 1; t >= 0; t--) {
            long now = t * samples + first;
            add(in[5] + now * state, dh, count);
            add(in[6] + now * state, dc, count);
            long past = in[1] + now * gates;
            long c = before(in[3], in[4], t, first);
            long slopes = out[0] + now * gates;
            cells(
                    count,
                    Sample::lstmGradient,
                    new long[] {in[0] + now * gates, past, c, dh, dc, slopes, dc},
                    new long[] {gates, gates, state, state, state, gates, state});
            weights.multiply(slopes, count, dh);
        }
    }

    /** The states of a step before, those given or those after an earlier step. */
    private long before(long given, long after, long t, long first) {
        return t == 0 ? given + first * state : after + ((t - 1) * samples + first) * state;
    }

    private void add(long from, long to, int count) {
        loops().sum().run(new long[] {to, from, to}, count * units);
    }

    private void cells(int count, Consumer<Sample> step, long[] at, long[] rows) {
        GateLoops loops = loops();
        long scratch = Work.local().address(Work.Use.GATES, Sample.ROWS * state);
        for (int i = 0; i < count; i++) {
            long[] operands = new long[at.length];
            for (int k = 0; k < at.length; k++) {
                operands[k] = at[k] + i * rows[k];
            }
            step.accept(new Sample(loops, operands, units, state, scratch));
        }
    }

    private GateLoops loops() {
        return GateLoops.of(type).get(samples * units * RecurrentKernels.ELEMENTS_PER_UNIT);
    }
}
