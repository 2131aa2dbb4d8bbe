package org.ranvier.app.run;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.Arrays;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.ranvier.Scope;
import org.ranvier.Session;
import org.ranvier.Shape;
import org.ranvier.Tensor;
import org.ranvier.app.plot.Chart;
import org.ranvier.app.plot.Picture;
import org.ranvier.models.neuron.Dynamics;
import org.ranvier.models.neuron.GridLif;
import org.ranvier.models.neuron.Lif;
import org.ranvier.models.neuron.Recorder;
import org.ranvier.models.neuron.Simulation;

/** The tuning curve of leaky integrate-and-fire neurons, against its closed form. */
final class LifExperiment implements Experiment {
    private static final double DT = 1e-3;
    private static final int WIDTH = 1000;

    /** So much of the potential is drawn, in steps. */
    private static final int SHOWN = 150;

    private static final double[] INPUTS =
            IntStream.rangeClosed(0, 80).mapToDouble(i -> 0.05 * i).toArray();

    /** The neuron whose potential is drawn. */
    private static final int DRAWN = 30;

    @Override
    public String name() {
        return "lif";
    }

    @Override
    public String description() {
        return "the tuning curve of integrate-and-fire neurons, and its closed form";
    }

    @Override
    public double duration() {
        return 10;
    }

    /** Spike counts, and the potential of one neuron. */
    private record Outcome(double[] rates, double[] potential) {}

    @Override
    public void run(Setting setting) throws IOException {
        int steps = setting.steps(DT);
        setting.say(
                "%s: %d neurons, %,d steps of 1 ms in %s on %s",
                name(), INPUTS.length, steps, setting.dtype(), setting.device());
        Lif lif = Lif.of(DT);
        Outcome inside = simulate(setting, lif, Lif.State::spikes, Lif.State::v, steps);
        Outcome grid =
                simulate(setting, GridLif.of(DT), GridLif.State::spikes, GridLif.State::v, steps);
        double[] expected = Arrays.stream(INPUTS).map(lif::rate).toArray();
        setting.say(
                "farthest from the closed form: %.2f spikes/s with spikes inside the step, %.2f on"
                        + " the grid, of up to %.1f",
                farthest(expected, inside.rates()),
                farthest(expected, grid.rates()),
                Arrays.stream(expected).max().orElseThrow());
        setting.show(draw(expected, inside, grid));
    }

    private static <S> Outcome simulate(
            Setting setting,
            Dynamics<S> dynamics,
            Function<S, Tensor> spikes,
            Function<S, Tensor> v,
            int steps) {
        Session session = setting.session();
        try (Scope _ = session.scope("lif");
                Recorder potential = new Recorder();
                var run =
                        Simulation.start(
                                session, dynamics, setting.dtype(), Shape.of(INPUTS.length))) {
            Tensor input = session.tensor(INPUTS).to(setting.dtype());
            Tensor count = input.zerosLike();
            for (int step = 0; step < steps; step++) {
                S state = run.advance(input);
                count.addInPlace(spikes.apply(state));
                if (step < SHOWN) {
                    potential.record(v.apply(state));
                }
            }
            double[] rates = count.mul(1 / (steps * DT)).toDoubleArray();
            return new Outcome(rates, potential.trace(DRAWN));
        }
    }

    private static double farthest(double[] expected, double[] actual) {
        return IntStream.range(0, expected.length)
                .mapToDouble(i -> Math.abs(expected[i] - actual[i]))
                .max()
                .orElseThrow();
    }

    private static BufferedImage draw(double[] expected, Outcome inside, Outcome grid) {
        Chart rates =
                new Chart("Tuning curve", "input", "spikes/s", WIDTH, 420)
                        .line("closed form", INPUTS, expected)
                        .points("spikes inside the step", INPUTS, inside.rates())
                        .points("spikes on the grid", INPUTS, grid.rates());
        double[] ms =
                IntStream.rangeClosed(1, inside.potential().length).mapToDouble(i -> i).toArray();
        Chart potential =
                new Chart(
                                "Potential for input " + INPUTS[DRAWN],
                                "time (ms)",
                                "potential / threshold",
                                WIDTH,
                                300)
                        .line("spikes inside the step", ms, inside.potential())
                        .line("spikes on the grid", ms, grid.potential());
        return Picture.below(rates.draw(), potential.draw());
    }
}
