package org.ranvier.app.run;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.ranvier.Scope;
import org.ranvier.Session;
import org.ranvier.Shape;
import org.ranvier.Tensor;
import org.ranvier.app.plot.Chart;
import org.ranvier.app.plot.Picture;
import org.ranvier.models.nef.Flows;
import org.ranvier.models.nef.Network;
import org.ranvier.models.nef.Population;
import org.ranvier.models.nef.Tuning;
import org.ranvier.models.neuron.Synapse;

/**
 * A population of spiking neurons that follows a differential equation after a push along the first
 * axis.
 *
 * @param name how the command line names it
 * @param description what it shows
 * @param duration simulated time, s
 * @param flow f in {@code dx/dt = f(x)}
 * @param dimensions of x
 * @param neurons in the population
 * @param radius the length of the longest x
 * @param push where the push leads, in radii
 * @param vertical the axis that is drawn over the first
 */
record FlowExperiment(
        String name,
        String description,
        double duration,
        UnaryOperator<Tensor> flow,
        int dimensions,
        int neurons,
        double radius,
        double push,
        int vertical)
        implements Experiment {
    private static final double TAU = 0.1;

    /** How long the push lasts, and when the ideal course begins, steps. */
    private static final int PUSH = 100;

    private static final int START = 200;

    /** Steps between points of the ideal course. */
    private static final int STRIDE = 4;

    private static final int SIDE = 460;

    static FlowExperiment oscillator() {
        return new FlowExperiment(
                "oscillator",
                "neurons that turn in the plane, 10 rad/s",
                3,
                Flows.oscillator(10),
                2,
                500,
                1,
                1,
                1);
    }

    static FlowExperiment vanDerPol() {
        return new FlowExperiment(
                "van-der-pol",
                "neurons that follow van der Pol's oscillator",
                4,
                Flows.vanDerPol(1.5, 10),
                2,
                1000,
                4,
                0.5,
                1);
    }

    static FlowExperiment lorenz() {
        return new FlowExperiment(
                "lorenz",
                "neurons that follow Lorenz's flow",
                10,
                Flows.lorenz(),
                3,
                1000,
                35,
                0.2,
                2);
    }

    @Override
    public void run(Setting setting) throws IOException {
        Session session = setting.session();
        try (Scope _ = session.scope(name)) {
            setting.say(
                    "%s: %d neurons in %s on %s", name, neurons, setting.dtype(), setting.device());
            Population a =
                    Tuning.of(neurons, dimensions)
                            .radius(radius)
                            .draw(session, setting.dtype(), session.random());
            double[][] along = new double[dimensions][1];
            along[0][0] = 1;
            Network network =
                    Network.spiking(CodingRun.DT)
                            .population("a", a)
                            .input("a", along)
                            .connect(
                                    "a",
                                    "a",
                                    a.decoders(Flows.through(flow, TAU)),
                                    Synapse.lowPass(TAU))
                            .output("x", "a", a.decoders(x -> x), Synapse.lowPass(0.01));
            int steps = setting.steps(CodingRun.DT);
            Tensor input = session.full(setting.dtype(), Shape.of(steps, 1), 0);
            input.slice(0, 0, Math.min(PUSH, steps)).fillInPlace(push * radius);
            CodingRun run = CodingRun.of(setting, network, input);
            setting.show(draw(run, ideal(setting, run)));
        }
    }

    /** The course by Runge and Kutta's method, from where the neurons are after the push. */
    private List<double[]> ideal(Setting setting, CodingRun run) {
        Session session = setting.session();
        int steps = run.output().getFirst().length;
        int start = Math.min(START, steps - 1);
        Tensor x =
                session.tensor(run.output().stream().mapToDouble(trace -> trace[start]).toArray());
        double h = STRIDE * CodingRun.DT;
        List<double[]> course = new ArrayList<>();
        for (int step = start; step < steps; step += STRIDE) {
            course.add(x.toDoubleArray());
            Tensor k1 = flow.apply(x);
            Tensor k2 = flow.apply(x.add(k1.mul(h / 2)));
            Tensor k3 = flow.apply(x.add(k2.mul(h / 2)));
            Tensor k4 = flow.apply(x.add(k3.mul(h)));
            x = x.add(k1.add(k2.mul(2)).add(k3.mul(2)).add(k4).mul(h / 6));
        }
        return course;
    }

    private static double[] axis(List<double[]> course, int index) {
        return course.stream().mapToDouble(x -> x[index]).toArray();
    }

    private BufferedImage draw(CodingRun run, List<double[]> ideal) {
        int steps = run.output().getFirst().length;
        int start = Math.min(START, steps - 1);
        double[] time = CodingRun.times(steps);
        double[] idealTime =
                IntStream.range(0, ideal.size())
                        .mapToDouble(i -> time[start] + i * STRIDE * CodingRun.DT)
                        .toArray();
        BufferedImage first =
                new Chart("First coordinate", "time (s)", "", CodingRun.WIDTH, 240)
                        .line("decoded", time, run.output().getFirst())
                        .line("ideal, from 0.2 s", idealTime, axis(ideal, 0))
                        .draw();
        BufferedImage plane =
                new Chart("Phase plane", "coordinate 1", "coordinate " + (vertical + 1), SIDE, SIDE)
                        .line("decoded", run.output().getFirst(), run.output().get(vertical))
                        .line("ideal", axis(ideal, 0), axis(ideal, vertical))
                        .draw();
        BufferedImage raster = run.raster(CodingRun.WIDTH - SIDE, SIDE);
        return Picture.below(Picture.beside(plane, raster), first);
    }
}
