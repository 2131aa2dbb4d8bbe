package org.ranvier.app.run;

import java.awt.image.BufferedImage;
import java.util.List;
import java.util.stream.IntStream;
import org.ranvier.Scope;
import org.ranvier.Session;
import org.ranvier.Shape;
import org.ranvier.Tensor;
import org.ranvier.app.plot.Chart;
import org.ranvier.models.nef.Network;
import org.ranvier.models.neuron.Recorder;
import org.ranvier.models.neuron.Simulation;

/**
 * A network of populations that was run, in steps of 1 ms.
 *
 * @param output each dimension of its output "x" after each step
 * @param spikes the activity of some neurons of its population "a", likewise
 */
record CodingRun(List<double[]> output, List<double[]> spikes) {
    /** The step, s. */
    static final double DT = 1e-3;

    static final int WIDTH = 1000;

    /** How many neurons' spikes are drawn. */
    private static final int SHOWN = 60;

    /** Runs a network with the rows of a tensor as input, and tells how long that took. */
    static CodingRun of(Setting setting, Network network, Tensor inputs) {
        Session session = setting.session();
        int steps = Math.toIntExact(inputs.size(0));
        try (var run = Simulation.start(session, network, setting.dtype(), Shape.SCALAR);
                Recorder output = new Recorder();
                Recorder activity = new Recorder()) {
            long start = System.nanoTime();
            for (int step = 0; step < steps; step++) {
                try (Scope _ = session.scope("record")) {
                    run.advance(inputs.select(0, step));
                    output.record(network.output(run.state(), "x"));
                    Tensor all = network.activity(run.state(), "a");
                    activity.record(all.slice(0, 0, Math.min(SHOWN, all.size(0))).copy());
                }
            }
            session.synchronize();
            double seconds = (System.nanoTime() - start) * 1e-9;
            setting.say(
                    "%,d steps of 1 ms in %.2f s, %.0f µs each",
                    steps, seconds, 1e6 * seconds / steps);
            long dimensions = network.output(run.state(), "x").size(0);
            long neurons = Math.min(SHOWN, network.activity(run.state(), "a").size(0));
            return new CodingRun(traces(output, dimensions), traces(activity, neurons));
        }
    }

    private static List<double[]> traces(Recorder recorder, long count) {
        return IntStream.range(0, (int) count).mapToObj(recorder::trace).toList();
    }

    /** A sine for as long as the experiment lasts: frequency in Hz, phase in turns. */
    static Tensor sine(Setting setting, double amplitude, double frequency, double phase) {
        int steps = setting.steps(DT);
        return setting.session()
                .linspace(setting.dtype(), DT, steps * DT, steps)
                .mul(frequency)
                .add(phase)
                .mul(2 * Math.PI)
                .sin()
                .mul(amplitude);
    }

    /** The ends of the steps, s. */
    static double[] times(int steps) {
        return IntStream.rangeClosed(1, steps).mapToDouble(step -> step * DT).toArray();
    }

    /** The root of the mean square of differences. */
    static double error(double[] a, double[] b) {
        return Math.sqrt(
                IntStream.range(0, a.length)
                        .mapToDouble(i -> (a[i] - b[i]) * (a[i] - b[i]))
                        .average()
                        .orElse(0));
    }

    /** A dot for each spike of each neuron. */
    BufferedImage raster(int width, int height) {
        double[] time = times(output.getFirst().length);
        int[] at =
                IntStream.range(0, spikes.size() * time.length)
                        .filter(i -> spikes.get(i / time.length)[i % time.length] > 0)
                        .toArray();
        Chart chart =
                new Chart("Spikes of " + spikes.size() + " neurons", "", "neuron", width, height)
                        .xRange(0, time[time.length - 1])
                        .yRange(0, spikes.size() + 1);
        if (at.length > 0) {
            chart.points(
                    "spikes",
                    IntStream.of(at).mapToDouble(i -> time[i % time.length]).toArray(),
                    IntStream.of(at).mapToDouble(i -> 1 + i / time.length).toArray());
        }
        return chart.draw();
    }
}
