package org.ranvier.app.run;

import java.io.IOException;
import org.ranvier.Scope;
import org.ranvier.Session;
import org.ranvier.Shape;
import org.ranvier.Tensor;
import org.ranvier.app.plot.Chart;
import org.ranvier.app.plot.Picture;
import org.ranvier.models.nef.Network;
import org.ranvier.models.nef.Population;
import org.ranvier.models.nef.Tuning;
import org.ranvier.models.neuron.Synapse;

/** A population that sends its value to itself and so remembers the integral of its input. */
final class IntegratorExperiment implements Experiment {
    private static final int NEURONS = 500;
    private static final double TAU = 0.1;
    private static final Synapse READ = Synapse.lowPass(0.01);

    @Override
    public String name() {
        return "integrator";
    }

    @Override
    public String description() {
        return "neurons that remember the integral of their input, in spikes and in rates";
    }

    @Override
    public double duration() {
        return 3;
    }

    @Override
    public void run(Setting setting) throws IOException {
        Session session = setting.session();
        try (Scope _ = session.scope(name())) {
            setting.say(
                    "%s: %d neurons in %s on %s",
                    name(), NEURONS, setting.dtype(), setting.device());
            Population a = Tuning.of(NEURONS, 1).draw(session, setting.dtype(), session.random());
            Tensor input = pulses(setting);
            Tensor integral = input.cumSum(0).mul(CodingRun.DT);
            double[] ideal = READ.held(CodingRun.DT).filter(integral).flatten().toDoubleArray();
            CodingRun spikes =
                    CodingRun.of(setting, network(Network.spiking(CodingRun.DT), a), input);
            CodingRun rates = CodingRun.of(setting, network(Network.rates(CodingRun.DT), a), input);
            setting.say(
                    "error of the integral: %.5f in spikes, %.5f in rates",
                    CodingRun.error(spikes.output().getFirst(), ideal),
                    CodingRun.error(rates.output().getFirst(), ideal));
            double[] time = CodingRun.times(ideal.length);
            Chart inputs = new Chart("Input", "", "1/s", CodingRun.WIDTH, 160);
            Chart outputs = new Chart("Integral", "time (s)", "", CodingRun.WIDTH, 320);
            setting.show(
                    Picture.below(
                            inputs.line("input", time, input.flatten().toDoubleArray()).draw(),
                            spikes.raster(CodingRun.WIDTH, 260),
                            outputs.line("ideal", time, ideal)
                                    .line("spikes", time, spikes.output().getFirst())
                                    .line("rates", time, rates.output().getFirst())
                                    .draw()));
        }
    }

    private static Network network(Network empty, Population a) {
        Tensor value = a.decoders(x -> x);
        Synapse slow = Synapse.lowPass(TAU);
        return empty.population("a", a)
                .input("a", new double[][] {{TAU}}, slow)
                .connect("a", "a", value, slow)
                .output("x", "a", value, READ);
    }

    /** Up by 0.8, down by 1.2 to −0.4, with pauses. */
    private static Tensor pulses(Setting setting) {
        int steps = setting.steps(CodingRun.DT);
        Tensor input = setting.session().full(setting.dtype(), Shape.of(steps, 1), 0);
        double second = 1 / setting.duration();
        input.slice(0, steps / 10, 3 * steps / 10).fillInPlace(4 * second);
        input.slice(0, 5 * steps / 10, 8 * steps / 10).fillInPlace(-4 * second);
        return input;
    }
}
