package org.ranvier.op;

import java.util.ArrayList;
import java.util.List;
import org.ranvier.DType;
import org.ranvier.Session;
import org.ranvier.Shape;
import org.ranvier.Tensor;
import org.ranvier.TensorSpec;

/**
 * T steps of connected leaky integrate-and-fire neurons, whose synapses bring currents that decay.
 * A step: potentials and currents advance; who then lies above the threshold spikes, is reset and
 * held; its spikes are added to what arrives now or later.
 *
 * <p>Inputs: what drives the neurons, {@code [T, N]} or, if it stays, {@code [1, N]}; the potential
 * {@code [N]}; how many steps each neuron is still held {@code [N]}, whole numbers; and for each
 * receptor what arrives {@code [D, N]}, where row 0 is the present current and row d what will come
 * in d steps, then places {@code delay·N + target} and weights of its connections as {@link
 * DeliverSpikes} has them. Outputs: spikes {@code [T, N]} of 0 and 1, and after the last step
 * potential, hold, and for each receptor what arrives.
 *
 * @param steps T, at least 1
 * @param cell the neuron
 * @param receptors the kinds of synapses
 */
public record LifNetworkSteps(int steps, Cell cell, List<Receptor> receptors) implements Fused {
    /**
     * The neuron: a free one goes from v to {@code (v − rest)·decay + rest + gain·input + Σ
     * share·current}.
     *
     * @param decay what a step leaves of the distance from rest
     * @param gain what an input of 1 adds in a step
     * @param rest where the potential goes without input
     * @param threshold above which it spikes
     * @param reset where a spike puts the potential
     * @param held for how many steps a spike holds it there
     */
    public record Cell(
            double decay, double gain, double rest, double threshold, double reset, double held) {}

    /**
     * A kind of synapse.
     *
     * @param decay what a step leaves of a current
     * @param share what a current of 1 adds to the potential in a step
     * @param first the first neuron that its connections come from
     */
    public record Receptor(double decay, double share, long first) {}

    private static final int STATE = 3;
    private static final int TABLES = 3;

    /** Checks the number of steps and copies the list. */
    public LifNetworkSteps {
        receptors = List.copyOf(receptors);
        if (steps < 1) {
            throw new IllegalArgumentException(
                    "lif_network_steps: " + steps + " steps; expected at least 1");
        }
    }

    @Override
    public String name() {
        return "lif_network_steps";
    }

    @Override
    public List<TensorSpec> outputs(List<TensorSpec> in) {
        Check.count(this, in, STATE + TABLES * receptors.size());
        TensorSpec v = in.get(1);
        Check.that(v.shape().rank() == 1, this, in, "the potential must be [N]");
        long neurons = v.shape().size(0);
        boolean stays = in.get(0).shape().equals(Shape.of(1, neurons));
        Check.that(
                (stays || in.get(0).shape().equals(Shape.of(steps, neurons)))
                        && in.get(2).equals(v),
                this,
                in,
                "the drive must be [" + steps + " or 1, N], potential and hold [N]");
        List<TensorSpec> out = new ArrayList<>();
        out.add(v.withShape(Shape.of(steps, neurons)));
        out.add(v);
        out.add(v);
        List<TensorSpec> floating = new ArrayList<>(in.subList(0, STATE));
        for (int i = 0; i < receptors.size(); i++) {
            int at = STATE + TABLES * i;
            TensorSpec arriving = in.get(at);
            TensorSpec places = in.get(at + 1);
            Check.type(this, in, at + 1, DType.I32);
            Check.that(
                    arriving.shape().rank() == 2
                            && arriving.shape().size(0) > 0
                            && arriving.shape().size(1) == neurons
                            && places.shape().rank() == 2
                            && places.shape().equals(in.get(at + 2).shape()),
                    this,
                    in,
                    "receptor " + i + ": what arrives must be [D, N], its tables [S, K]");
            long first = receptors.get(i).first();
            Check.that(
                    first >= 0 && first + places.shape().size(0) <= neurons,
                    this,
                    in,
                    "receptor " + i + ": no such sources from " + first);
            floating.add(arriving);
            floating.add(in.get(at + 2));
            out.add(arriving);
        }
        Check.floating(this, floating);
        return out;
    }

    @Override
    public List<Tensor> decompose(List<Tensor> in) {
        List<Tensor> spikes = new ArrayList<>();
        List<Tensor> now = new ArrayList<>(in);
        for (long t = 0; t < steps; t++) {
            Tensor drive = in.get(0).select(0, in.get(0).size(0) == 1 ? 0 : t);
            spikes.add(step(drive, now));
        }
        List<Tensor> out = new ArrayList<>();
        out.add(in.get(0).session().stack(0, spikes));
        out.addAll(now.subList(1, STATE));
        for (int i = 0; i < receptors.size(); i++) {
            out.add(now.get(STATE + TABLES * i));
        }
        return out;
    }

    /** Replaces the state in the inputs by that after a step and returns its spikes. */
    private Tensor step(Tensor drive, List<Tensor> in) {
        Tensor v = in.get(1);
        Tensor hold = in.get(2);
        Tensor free = hold.le(0);
        Tensor next = free.where(advanced(drive, in), v);
        Tensor spiking = next.gt(cell.threshold()).and(free);
        Tensor spikes = spiking.to(v.dtype());
        in.set(1, spiking.where(number(v, cell.reset()), next));
        in.set(2, spiking.where(number(v, cell.held()), hold.sub(1).relu()));
        for (int i = 0; i < receptors.size(); i++) {
            Receptor receptor = receptors.get(i);
            int at = STATE + TABLES * i;
            Tensor places = in.get(at + 1);
            Tensor sources = spikes.slice(0, receptor.first(), receptor.first() + places.size(0));
            Tensor left = shifted(in.get(at), receptor.decay());
            List<Tensor> delivery = List.of(left, sources, places, in.get(at + 2));
            in.set(at, v.session().apply(new DeliverSpikes(), delivery).get(0));
        }
        return spikes;
    }

    private Tensor advanced(Tensor drive, List<Tensor> in) {
        Tensor left = in.get(1).sub(cell.rest()).mul(cell.decay());
        Tensor v = left.add(cell.rest()).add(drive.mul(cell.gain()));
        for (int i = 0; i < receptors.size(); i++) {
            Tensor current = in.get(STATE + TABLES * i).select(0, 0);
            v = v.add(current.mul(receptors.get(i).share()));
        }
        return v;
    }

    /** Time goes on by a step: the present current decays, and the next row is added to it. */
    private static Tensor shifted(Tensor arriving, double decay) {
        Session session = arriving.session();
        Tensor later = arriving.slice(0, 1, arriving.size(0)).pad(0, 0, 1, 0);
        Tensor first = arriving.slice(0, 0, 1).mul(decay).add(later.slice(0, 0, 1));
        return session.concat(0, List.of(first, later.slice(0, 1, later.size(0))));
    }

    private static Tensor number(Tensor like, double value) {
        return like.session().full(like.dtype(), Shape.SCALAR, value);
    }
}
