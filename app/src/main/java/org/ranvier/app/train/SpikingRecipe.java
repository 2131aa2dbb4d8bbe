package org.ranvier.app.train;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.IntStream;
import org.ranvier.Scope;
import org.ranvier.Session;
import org.ranvier.Shape;
import org.ranvier.Tensor;
import org.ranvier.app.plot.Chart;
import org.ranvier.app.plot.Picture;
import org.ranvier.models.Layer;
import org.ranvier.models.Model;
import org.ranvier.models.Sequential;
import org.ranvier.models.data.Augmentation;
import org.ranvier.models.data.Dataset;
import org.ranvier.models.layers.Dense;
import org.ranvier.models.layers.Flatten;
import org.ranvier.models.loss.Loss;
import org.ranvier.models.neuron.GridLif;
import org.ranvier.models.optim.Adam;
import org.ranvier.models.optim.Schedule;
import org.ranvier.models.spiking.LifLayer;
import org.ranvier.models.spiking.MeanOverTime;
import org.ranvier.models.spiking.Repeat;
import org.ranvier.models.train.Report;
import org.ranvier.models.train.Trainer;

/**
 * Two layers of leaky integrate-and-fire neurons that see an image as a constant current for some
 * steps, trained through time. Beside the classifier's files it leaves a picture of spikes and
 * potentials.
 */
final class SpikingRecipe implements Recipe {
    private static final int STEPS = 10;
    private static final int WIDTH = 256;
    private static final LifLayer NEURONS = LifLayer.of(2);

    /** Potentials of so many neurons are drawn. */
    private static final int SHOWN = 4;

    private static final int CHART = 900;

    private final Classifier classifier =
            new Classifier(
                    name(),
                    description(),
                    data(),
                    20,
                    64,
                    SpikingRecipe::trainer,
                    SpikingRecipe::drawActivity);

    @Override
    public String name() {
        return "spiking";
    }

    @Override
    public String description() {
        return "two layers of spiking neurons, trained through time";
    }

    @Override
    public String data() {
        return "digits";
    }

    @Override
    public void train(Job job) throws IOException {
        classifier.train(job);
    }

    private static Trainer trainer(Shape sample, int classes) {
        Trainer trainer =
                Trainer.of(
                                network(sample, classes, NEURONS, NEURONS),
                                Loss.softmaxCrossEntropy(),
                                Adam.of(2e-3))
                        .schedule(Schedule.cosine(0));
        return sample.rank() == 3 ? trainer.augmentation(Augmentation.affine(1.5, 12, 0)) : trainer;
    }

    private static Layer network(Shape sample, int classes, Layer first, Layer second) {
        return Sequential.of(
                Flatten.of(),
                Dense.of(sample.elements(), WIDTH),
                new Repeat(STEPS),
                first,
                Dense.of(WIDTH, WIDTH),
                second,
                new MeanOverTime(),
                Dense.of(WIDTH, classes));
    }

    /** The first test sample, neuron by neuron. */
    private static void drawActivity(Job job, Report report) throws IOException {
        Dataset test = job.data().test();
        Shape sample = test.features().sample();
        Session session = job.session();
        List<GridLif.Course> courses = new ArrayList<>();
        Layer watched =
                (_, x) -> {
                    GridLif.Course course = NEURONS.run(x);
                    courses.add(course);
                    return course.spikes();
                };
        Shape batch = Shape.of(1).concat(sample);
        try (Scope _ = session.scope("activity");
                Model model =
                        Model.build(
                                session,
                                network(sample, test.classes().size(), watched, watched),
                                job.seed(),
                                batch)) {
            var trained = report.model().parameters();
            model.parameters()
                    .forEach((path, to) ->
                            to.copyFrom(Objects.requireNonNull(trained.get(path), path)));
            courses.clear();
            Tensor scores =
                    model.predict(
                            session.fromMemory(test.features().dtype(), batch, test.feature(0)));
            String taken = test.classes().get((int) scores.argMax(1).item());
            String title =
                    String.format(
                            Locale.ROOT,
                            "Spikes that answer the digit %s, taken for %s",
                            test.classes().get(test.label(0)),
                            taken);
            Path picture = job.folder().resolve("activity.png");
            Picture.write(draw(title, courses), picture);
            job.say("spikes and potentials of one sample: %s", picture);
        }
    }

    private static BufferedImage draw(String title, List<GridLif.Course> courses) {
        Chart raster = new Chart(title, "", "neuron", CHART, 420).xRange(0, STEPS + 1);
        for (int layer = 0; layer < courses.size(); layer++) {
            Tensor spikes = courses.get(layer).spikes();
            long width = spikes.size(-1);
            int[] at = spikes.flatNonzero().toIntArray();
            long below = layer * width;
            if (at.length > 0) {
                raster.dots(
                        "layer " + (layer + 1),
                        Arrays.stream(at).mapToDouble(i -> 1 + i / width).toArray(),
                        Arrays.stream(at).mapToDouble(i -> below + i % width).toArray());
            }
        }
        Tensor potentials = courses.getFirst().potentials();
        double[] steps = IntStream.rangeClosed(1, STEPS).mapToDouble(i -> i).toArray();
        Chart traces =
                new Chart("Potentials in layer 1", "step", "potential / threshold", CHART, 300)
                        .xRange(0, STEPS + 1);
        for (int neuron : undecided(courses.getFirst().spikes())) {
            traces.line(
                    "neuron " + neuron,
                    steps,
                    potentials.select(2, neuron).flatten().toDoubleArray());
        }
        return Picture.below(raster.draw(), traces.draw());
    }

    /** Neurons that spike in some steps and not in others. */
    private static int[] undecided(Tensor spikes) {
        Tensor counts = spikes.sum(0).flatten();
        Tensor order = counts.sub(STEPS / 3.0).abs().argSort(0, false);
        return order.slice(0, 0, SHOWN).toIntArray();
    }
}
