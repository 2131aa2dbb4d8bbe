package org.ranvier.cpu.neuron;

import java.util.ArrayList;
import java.util.List;
import org.ranvier.cpu.memory.Raw;
import org.ranvier.cpu.memory.Work;
import org.ranvier.cpu.parallel.Workers;
import org.ranvier.cpu.pass.Pass;
import org.ranvier.op.LifNetworkSteps;
import org.ranvier.spi.Operand;

/**
 * Many steps of connected neurons. In each step all neurons advance, in blocks that stay in the
 * first-level cache; then each spike goes its ways. What arrives later lies in a ring of rows, so
 * that time goes on without moving them.
 */
final class NetworkTimes {
    /** Neurons of a block. */
    private static final int BLOCK = 1024;

    /** Additions that a step of a neuron takes as long as. */
    private static final long WEIGHT = 6;

    private static final int STATE = 3;
    private static final int TABLES = 3;

    private static final long NOTHING = Raw.zeros(BLOCK * Double.BYTES);

    /**
     * A kind of synapse.
     *
     * @param constants decay and share
     * @param rows address of what arrives
     * @param delays how many rows there are
     * @param first the first source
     * @param delivery adds what its spikes bring
     */
    private record Receptor(
            double[] constants, long rows, int delays, long first, Delivery delivery) {}

    private final LifNetworkSteps op;
    private final Workers workers;
    private final long bytes;
    private final long neurons;
    private final long drive;
    private final long driveStride;
    private final long spikes;
    private final long v;
    private final long hold;
    private final List<Receptor> receptors = new ArrayList<>();
    private final double[] membrane;
    private final double[] firing;
    private final NetworkTwins twins;
    private final Pass integrate;
    private final Pass receive;
    private final Pass fire;

    private NetworkTimes(Workers workers, LifNetworkSteps op, List<Operand> in, List<Operand> out) {
        this.op = op;
        this.workers = workers;
        bytes = in.get(0).dtype().byteSize();
        neurons = in.get(1).shape().size(0);
        drive = Raw.address(in.get(0));
        driveStride = in.get(0).shape().size(0) == 1 ? 0 : neurons * bytes;
        spikes = Raw.address(out.get(0));
        v = copied(in.get(1), out.get(1));
        hold = copied(in.get(2), out.get(2));
        for (int i = 0; i < op.receptors().size(); i++) {
            LifNetworkSteps.Receptor kind = op.receptors().get(i);
            int at = STATE + TABLES * i;
            receptors.add(
                    new Receptor(
                            new double[] {kind.decay(), kind.share()},
                            copied(in.get(at), out.get(STATE + i)),
                            Math.toIntExact(in.get(at).shape().size(0)),
                            kind.first(),
                            new Delivery(in.get(at + 1), in.get(at + 2))));
        }
        LifNetworkSteps.Cell cell = op.cell();
        membrane = new double[] {cell.decay(), cell.gain(), cell.rest()};
        firing = new double[] {cell.threshold(), cell.reset(), cell.held()};
        twins = NetworkTwins.of(in.get(0).dtype());
        long work = op.steps() * neurons;
        integrate = twins.integrate().get(work);
        receive = twins.receive().get(work * receptors.size());
        fire = twins.fire().get(work);
    }

    static void execute(Workers workers, LifNetworkSteps op, List<Operand> in, List<Operand> out) {
        if (in.get(1).shape().elements() > 0) {
            new NetworkTimes(workers, op, in, out).run();
        }
    }

    private static long copied(Operand from, Operand to) {
        long address = Raw.address(to);
        Raw.copy(Raw.address(from), address, from.shape().elements() * from.dtype().byteSize());
        return address;
    }

    private void run() {
        long blocks = Math.ceilDiv(neurons, BLOCK);
        long grain = Math.max(1, twins.fire().grain(fire) / (WEIGHT * BLOCK));
        for (int t = 0; t < op.steps(); t++) {
            int step = t;
            workers.parallel(
                    blocks,
                    grain,
                    (start, end) -> {
                        for (long block = start; block < end; block++) {
                            long first = block * BLOCK;
                            advance(step, first, (int) Math.min(BLOCK, neurons - first));
                        }
                    });
            long row = spikes + step * neurons * bytes;
            for (Receptor r : receptors) {
                int shift = Math.toIntExact((step + 1) % r.delays * neurons);
                int places = Math.toIntExact(r.delays * neurons);
                r.delivery.add(row + r.first * bytes, r.rows, places, shift);
            }
        }
        receptors.forEach(this::straighten);
    }

    private void advance(int t, long first, int n) {
        long offset = first * bytes;
        long reached = Work.local().address(Work.Use.STATE, BLOCK * bytes);
        integrate.run(
                membrane, new long[] {v + offset, drive + t * driveStride + offset, reached}, n);
        for (Receptor r : receptors) {
            long now = r.rows + (t % r.delays) * neurons * bytes + offset;
            long next = r.rows + ((t + 1) % r.delays) * neurons * bytes + offset;
            long later = r.delays == 1 ? NOTHING : next;
            receive.run(r.constants, new long[] {reached, now, later, reached, next}, n);
            if (r.delays > 1) {
                Raw.copy(NOTHING, now, n * bytes);
            }
        }
        long row = spikes + t * neurons * bytes + offset;
        long[] at = {reached, v + offset, hold + offset, row, v + offset, hold + offset};
        fire.run(firing, at, n);
    }

    /** Row 0 is first again. */
    private void straighten(Receptor r) {
        long row = neurons * bytes;
        long before = op.steps() % r.delays * row;
        if (before > 0) {
            long after = r.delays * row - before;
            long aside = Work.local().address(Work.Use.SHARED, before);
            Raw.copy(r.rows, aside, before);
            Raw.copy(r.rows + before, r.rows, after);
            Raw.copy(aside, r.rows + after, before);
        }
    }
}
