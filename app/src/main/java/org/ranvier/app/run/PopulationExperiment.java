package org.ranvier.app.run;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.ranvier.Scope;
import org.ranvier.Session;
import org.ranvier.Tensor;
import org.ranvier.app.plot.Chart;
import org.ranvier.app.plot.Picture;
import org.ranvier.models.nef.Network;
import org.ranvier.models.nef.Population;
import org.ranvier.models.nef.Tuning;
import org.ranvier.models.neuron.Synapse;

/** A population that represents a number: tuning curves, decoded functions, spikes. */
final class PopulationExperiment implements Experiment {
    private static final int NEURONS = 100;
    private static final int CURVES = 20;
    private static final int[] SIZES = {25, 50, 100, 200, 400};
    private static final int HALF = CodingRun.WIDTH / 2;

    @Override
    public String name() {
        return "population";
    }

    @Override
    public String description() {
        return "neurons that represent a number: tuning curves, decoding, spikes";
    }

    @Override
    public double duration() {
        return 1;
    }

    @Override
    public void run(Setting setting) throws IOException {
        Session session = setting.session();
        try (Scope _ = session.scope(name())) {
            setting.say(
                    "%s: %d neurons in %s on %s",
                    name(), NEURONS, setting.dtype(), setting.device());
            Population a = Tuning.of(NEURONS, 1).draw(session, setting.dtype(), session.random());
            Tensor x = session.linspace(setting.dtype(), -1, 1, 201).unsqueeze(1);
            setting.show(
                    Picture.below(
                            Picture.beside(tuning(a, x), decoded(setting, a, x)),
                            Picture.beside(sizes(setting), spikes(setting, a))));
        }
    }

    private static BufferedImage tuning(Population a, Tensor x) {
        double[] at = x.toDoubleArray();
        Tensor rates = a.rates(x).transpose();
        Chart chart = new Chart("Tuning curves", "x", "rate (1/s)", HALF, 330).xRange(-1, 1);
        for (int i = 0; i < CURVES; i++) {
            chart.line("neuron " + i, at, rates.select(0, i).toDoubleArray());
        }
        return chart.withoutLegend().draw();
    }

    private static double error(Tensor found, Tensor ideal) {
        return Math.sqrt(found.sub(ideal).square().mean().item());
    }

    /** From rates: x itself, its square and a sine, with dots where they should be. */
    private static BufferedImage decoded(Setting setting, Population a, Tensor x) {
        double[] at = x.toDoubleArray();
        Tensor some = x.slice(0, 0, at.length, 8);
        Chart chart =
                new Chart("Decoded from " + NEURONS + " rates", "x", "", HALF, 330).xRange(-1, 1);
        String[] names = {"x", "x²", "sin πx"};
        for (int i = 0; i < names.length; i++) {
            UnaryOperator<Tensor> function = function(i);
            Tensor found = a.rates(x).matmul(a.decoders(function));
            chart.line(names[i], at, found.toDoubleArray());
            setting.say("%s from rates: error %.5f", names[i], error(found, function.apply(x)));
        }
        Tensor ideal =
                x.session()
                        .concat(0, List.of(some, function(1).apply(some), function(2).apply(some)));
        double[] everywhere = x.session().concat(0, List.of(some, some, some)).toDoubleArray();
        return chart.points("ideal", everywhere, ideal.toDoubleArray()).draw();
    }

    private static UnaryOperator<Tensor> function(int index) {
        return switch (index) {
            case 0 -> x -> x;
            case 1 -> Tensor::square;
            default -> x -> x.mul(Math.PI).sin();
        };
    }

    /** The more neurons, the smaller the error. */
    private static BufferedImage sizes(Setting setting) {
        Session session = setting.session();
        double[] errors = new double[SIZES.length];
        for (int i = 0; i < SIZES.length; i++) {
            try (Scope _ = session.scope("size")) {
                Population a =
                        Tuning.of(SIZES[i], 1).draw(session, setting.dtype(), session.random());
                Tensor decoders = a.decoders(x -> x);
                errors[i] = error(a.rates(a.points()).matmul(decoders), a.points());
            }
        }
        double[] sizes = Arrays.stream(SIZES).asDoubleStream().toArray();
        return new Chart("Error of x decoded from rates", "neurons", "", HALF, 330)
                .line("error", sizes, errors)
                .yRange(0, 1.1 * Arrays.stream(errors).max().orElse(1))
                .draw();
    }

    /** A sine as input, decoded from spikes. */
    private static BufferedImage spikes(Setting setting, Population a) {
        Session session = setting.session();
        Synapse synapse = Synapse.alpha(0.008);
        Network network =
                Network.spiking(CodingRun.DT)
                        .population("a", a)
                        .input("a", new double[][] {{1}})
                        .output("x", "a", a.decoders(x -> x), synapse);
        Tensor input = CodingRun.sine(setting, 0.9, 2, 0).unsqueeze(1);
        CodingRun run = CodingRun.of(setting, network, input);
        double[] ideal = synapse.held(CodingRun.DT).filter(input).flatten().toDoubleArray();
        double error = CodingRun.error(run.output().getFirst(), ideal);
        setting.say("x from spikes: error %.5f", error);
        double[] time = CodingRun.times(ideal.length);
        return new Chart(
                        String.format(Locale.ROOT, "Decoded from spikes, error %.3f", error),
                        "time (s)",
                        "x",
                        HALF,
                        330)
                .line("input, filtered", time, ideal)
                .line("decoded", time, run.output().getFirst())
                .draw();
    }
}
