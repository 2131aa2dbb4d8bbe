package org.ranvier.app.run;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.ranvier.Scope;
import org.ranvier.Session;
import org.ranvier.Tensor;
import org.ranvier.app.plot.Chart;
import org.ranvier.app.plot.Picture;
import org.ranvier.models.nef.Network;
import org.ranvier.models.nef.Population;
import org.ranvier.models.nef.Tuning;
import org.ranvier.models.neuron.Synapse;

/** Spiking neurons that multiply two numbers and hand the product on to others. */
final class ProductExperiment implements Experiment {
    private static final int NEURONS = 300;
    private static final Synapse BETWEEN = Synapse.lowPass(0.005);
    private static final Synapse READ = Synapse.lowPass(0.01);

    @Override
    public String name() {
        return "product";
    }

    @Override
    public String description() {
        return "spiking neurons that multiply two numbers";
    }

    @Override
    public double duration() {
        return 2;
    }

    @Override
    public void run(Setting setting) throws IOException {
        Session session = setting.session();
        try (Scope _ = session.scope(name())) {
            setting.say(
                    "%s: twice %d neurons in %s on %s",
                    name(), NEURONS, setting.dtype(), setting.device());
            Population a =
                    Tuning.of(NEURONS, 2)
                            .directions(Tuning.Directions.CORNERS)
                            .radius(Math.sqrt(2))
                            .draw(session, setting.dtype(), session.random());
            Population b = Tuning.of(NEURONS, 1).draw(session, setting.dtype(), session.random());
            Network network =
                    Network.spiking(CodingRun.DT)
                            .population("a", a)
                            .population("b", b)
                            .input("a", new double[][] {{1, 0}, {0, 1}})
                            .connect("a", "b", a.decoders(xy -> xy.prod(1).unsqueeze(1)), BETWEEN)
                            .output("x", "b", b.decoders(x -> x), READ);
            Tensor x = CodingRun.sine(setting, 0.9, 1, 0);
            Tensor y = CodingRun.sine(setting, 0.9, 1.5, 0.25);
            CodingRun run = CodingRun.of(setting, network, session.stack(1, List.of(x, y)));
            Tensor product = BETWEEN.held(CodingRun.DT).filter(x.mul(y));
            double[] ideal = READ.held(CodingRun.DT).filter(product).toDoubleArray();
            draw(setting, run, ideal, x.toDoubleArray(), y.toDoubleArray());
        }
    }

    private static void draw(Setting setting, CodingRun run, double[] ideal, double[] x, double[] y)
            throws IOException {
        double[] time = CodingRun.times(ideal.length);
        double error = CodingRun.error(run.output().getFirst(), ideal);
        setting.say("error of the product: %.5f", error);
        Chart factors = new Chart("Factors", "", "", CodingRun.WIDTH, 200);
        Chart product =
                new Chart(
                        String.format(Locale.ROOT, "Product, error %.3f", error),
                        "time (s)",
                        "",
                        CodingRun.WIDTH,
                        300);
        setting.show(
                Picture.below(
                        factors.line("x", time, x).line("y", time, y).draw(),
                        run.raster(CodingRun.WIDTH, 260),
                        product.line("x·y, filtered", time, ideal)
                                .line("decoded", time, run.output().getFirst())
                                .draw()));
    }
}
