package org.ranvier.app.run;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.Arrays;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.ranvier.DType;
import org.ranvier.Scope;
import org.ranvier.Session;
import org.ranvier.Shape;
import org.ranvier.Tensor;
import org.ranvier.app.plot.Chart;
import org.ranvier.app.plot.Picture;
import org.ranvier.models.neuron.Recorder;
import org.ranvier.models.neuron.Simulation;
import org.ranvier.models.neuron.SpikeRecorder;
import org.ranvier.models.spiking.Cobahh;
import org.ranvier.models.spiking.Cuba;
import org.ranvier.models.spiking.SpikingNetwork;

/**
 * A network that keeps itself going: the benchmarks of Brette et al. (2007), which have equally
 * many neurons and the same step.
 */
final class SpikingExperiment<S> implements Experiment {
    private static final int WIDTH = 1000;

    /** Potentials of so many neurons are drawn. */
    private static final int SHOWN = 3;

    /** Rates are taken over so many steps. */
    private static final int BIN = 50;

    private final String name;
    private final String description;
    private final Start<S> start;
    private final Function<S, Tensor> spikes;
    private final Function<S, Tensor> potentials;

    /** Makes the network, in the innermost scope, and its first state. */
    @FunctionalInterface
    private interface Start<S> {
        Simulation<S> begin(Session session, DType type, long seed);
    }

    private SpikingExperiment(
            String name,
            String description,
            Start<S> start,
            Function<S, Tensor> spikes,
            Function<S, Tensor> potentials) {
        this.name = name;
        this.description = description;
        this.start = start;
        this.spikes = spikes;
        this.potentials = potentials;
    }

    static SpikingExperiment<SpikingNetwork.State> cuba() {
        return new SpikingExperiment<>(
                "cuba",
                "4,000 neurons that excite and inhibit each other (Vogels and Abbott)",
                (session, type, seed) -> {
                    SpikingNetwork network = Cuba.random(session, type, seed);
                    var first = network.initial(Cuba.potentials(session, type, seed));
                    return Simulation.resume(session, network, first, 0);
                },
                SpikingNetwork.State::spikes,
                SpikingNetwork.State::v);
    }

    static SpikingExperiment<Cobahh.State> cobahh() {
        return new SpikingExperiment<>(
                "cobahh",
                "4,000 Hodgkin-Huxley cells that excite and inhibit each other (Traub and Miles)",
                (session, type, seed) -> {
                    Cobahh network = Cobahh.random(session, type, seed);
                    var first = network.initial(session, type, seed);
                    return Simulation.resume(session, network, first, 0);
                },
                Cobahh.State::spikes,
                Cobahh.State::v);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String description() {
        return description;
    }

    @Override
    public double duration() {
        return 1;
    }

    @Override
    public void run(Setting setting) throws IOException {
        Session session = setting.session();
        DType type = setting.dtype();
        int steps = setting.steps(Cuba.DT * 1e-3);
        setting.say(
                "%s: %,d neurons, %,d steps of %s ms in %s on %s, seed %d",
                name, Cuba.NEURONS, steps, Cuba.DT, type, setting.device(), setting.seed());
        try (Scope _ = session.scope(name);
                SpikeRecorder found = new SpikeRecorder();
                Recorder traces = new Recorder();
                Simulation<S> run = start.begin(session, type, setting.seed())) {
            Tensor none = session.full(type, Shape.SCALAR, 0);
            long from = System.nanoTime();
            for (int step = 0; step < steps; step++) {
                try (Scope _ = session.scope("record")) {
                    S state = run.advance(none);
                    found.record(spikes.apply(state));
                    traces.record(potentials.apply(state).slice(0, 0, SHOWN));
                }
            }
            int[] neurons = found.neurons();
            double seconds = (System.nanoTime() - from) * 1e-9;
            setting.say(
                    "%,d spikes, %.2f a second and neuron; %.2f s, %.0f µs a step",
                    neurons.length,
                    neurons.length / (setting.duration() * Cuba.NEURONS),
                    seconds,
                    1e6 * seconds / steps);
            setting.show(draw(steps, found.steps(), neurons, traces));
        }
    }

    private static BufferedImage draw(int steps, int[] times, int[] neurons, Recorder potentials) {
        double end = steps * Cuba.DT;
        Chart raster =
                new Chart("Spikes", "", "neuron", WIDTH, 460)
                        .xRange(0, end)
                        .yRange(0, Cuba.NEURONS);
        part(raster, "excitatory", times, neurons, 0, Cuba.EXCITATORY);
        part(raster, "inhibitory", times, neurons, Cuba.EXCITATORY, Cuba.NEURONS);
        double[] ms = IntStream.range(0, steps).mapToDouble(i -> (i + 1) * Cuba.DT).toArray();
        Chart traces = new Chart("Potentials", "time (ms)", "mV", WIDTH, 260).xRange(0, end);
        for (int i = 0; i < SHOWN; i++) {
            traces.line("neuron " + i, ms, potentials.trace(i));
        }
        return Picture.below(
                raster.draw(), rate(steps, times).xRange(0, end).draw(), traces.draw());
    }

    private static void part(
            Chart raster, String name, int[] times, int[] neurons, int from, int to) {
        int[] of =
                IntStream.range(0, neurons.length)
                        .filter(i -> neurons[i] >= from && neurons[i] < to)
                        .toArray();
        if (of.length > 0) {
            raster.dots(
                    name,
                    Arrays.stream(of).mapToDouble(i -> times[i] * Cuba.DT).toArray(),
                    Arrays.stream(of).mapToDouble(i -> neurons[i]).toArray());
        }
    }

    private static Chart rate(int steps, int[] times) {
        int bins = Math.max(1, steps / BIN);
        double[] counts = new double[bins];
        for (int time : times) {
            if (time / BIN < bins) {
                counts[time / BIN] += 1000 / (BIN * Cuba.DT * Cuba.NEURONS);
            }
        }
        double[] ms =
                IntStream.range(0, bins).mapToDouble(i -> (i + 0.5) * BIN * Cuba.DT).toArray();
        return new Chart("Rate of the population", "", "spikes/s", WIDTH, 200)
                .line("rate", ms, counts);
    }
}
