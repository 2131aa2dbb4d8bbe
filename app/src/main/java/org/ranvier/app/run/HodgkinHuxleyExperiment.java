package org.ranvier.app.run;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;
import org.ranvier.Scope;
import org.ranvier.Session;
import org.ranvier.Shape;
import org.ranvier.Tensor;
import org.ranvier.app.plot.Chart;
import org.ranvier.app.plot.Picture;
import org.ranvier.models.neuron.HodgkinHuxley;
import org.ranvier.models.neuron.Recorder;
import org.ranvier.models.neuron.Simulation;

/**
 * Squid axons, each with a current of its own that is switched on, raised and switched off again.
 */
final class HodgkinHuxleyExperiment implements Experiment {
    private static final double[] CURRENTS = {2, 5, 7, 10, 20};
    private static final double DT = 0.01;

    /** Every so many steps a point is drawn. */
    private static final int STRIDE = 10;

    private static final int WIDTH = 1000;

    /** The neuron whose gates are drawn. */
    private static final int SHOWN = 3;

    @Override
    public String name() {
        return "hodgkin-huxley";
    }

    @Override
    public String description() {
        return "squid axons under currents that change: potential and gates";
    }

    @Override
    public double duration() {
        return 0.1;
    }

    @Override
    public void run(Setting setting) throws IOException {
        Session session = setting.session();
        HodgkinHuxley axon = HodgkinHuxley.squid(DT);
        int steps = setting.steps(DT * 1e-3);
        setting.say(
                "%s: %d axons, %,d steps of %s ms in %s on %s",
                name(), CURRENTS.length, steps, DT, setting.dtype(), setting.device());
        try (Scope _ = session.scope(name());
                var run =
                        Simulation.start(
                                session, axon, setting.dtype(), Shape.of(CURRENTS.length));
                Traces traces = new Traces()) {
            Tensor strength = session.tensor(CURRENTS).to(setting.dtype());
            Tensor none = strength.zerosLike();
            Tensor raised = strength.mul(1.5);
            long start = System.nanoTime();
            for (int step = 0; step < steps; step++) {
                double part = step / (double) steps;
                Tensor current = part < 0.1 || part >= 0.9 ? none : part < 0.5 ? strength : raised;
                if (step % STRIDE == 0) {
                    traces.record(current, run.state());
                }
                run.advance(current);
            }
            session.synchronize();
            double seconds = (System.nanoTime() - start) * 1e-9;
            setting.say(
                    "%.2f s, %.1f µs a step; spikes of each axon: %s",
                    seconds, 1e6 * seconds / steps, traces.spikes());
            setting.show(traces.draw());
        }
    }

    /** What is drawn. */
    private record Traces(Recorder current, Recorder v, Recorder m, Recorder h, Recorder n)
            implements AutoCloseable {
        Traces() {
            this(new Recorder(), new Recorder(), new Recorder(), new Recorder(), new Recorder());
        }

        void record(Tensor input, HodgkinHuxley.State state) {
            current.record(input);
            v.record(state.v());
            m.record(state.m());
            h.record(state.h());
            n.record(state.n());
        }

        String spikes() {
            int[] counts =
                    IntStream.range(0, CURRENTS.length)
                            .map(neuron -> upward(v.trace(neuron)))
                            .toArray();
            return Arrays.toString(counts);
        }

        /** How often a potential passes 0 upwards. */
        private static int upward(double[] v) {
            return (int)
                    IntStream.range(1, v.length).filter(i -> v[i - 1] < 0 && v[i] >= 0).count();
        }

        BufferedImage draw() {
            double[] ms = IntStream.range(0, v.count()).mapToDouble(i -> i * STRIDE * DT).toArray();
            Chart currents = new Chart("Injected current", "", "µA/cm²", WIDTH, 180);
            Chart potentials = new Chart("Potential", "", "mV", WIDTH, 360);
            for (int i = CURRENTS.length - 1; i >= 0; i--) {
                String label = String.format(Locale.ROOT, "%.0f µA/cm²", CURRENTS[i]);
                currents.line(label, ms, current.trace(i));
                potentials.line(label, ms, v.trace(i));
            }
            Chart gates =
                    new Chart(
                                    String.format(
                                            Locale.ROOT,
                                            "Gates of the axon with %.0f µA/cm²",
                                            CURRENTS[SHOWN]),
                                    "time (ms)",
                                    "open part",
                                    WIDTH,
                                    300)
                            .line("m: sodium, activation", ms, m.trace(SHOWN))
                            .line("h: sodium, inactivation", ms, h.trace(SHOWN))
                            .line("n: potassium", ms, n.trace(SHOWN))
                            .yRange(0, 1);
            return Picture.below(currents.withoutLegend().draw(), potentials.draw(), gates.draw());
        }

        @Override
        public void close() {
            current.close();
            v.close();
            m.close();
            h.close();
            n.close();
        }
    }
}
