package org.ranvier.app.train;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.ranvier.DType;
import org.ranvier.Scope;
import org.ranvier.Session;
import org.ranvier.Tensor;
import org.ranvier.models.data.Dataset;
import org.ranvier.models.io.SafeTensors;
import org.ranvier.models.networks.Perceptron;

/** A single threshold unit and its rule, for two classes. It leaves its weights. */
final class PerceptronRecipe implements Recipe {
    private static final int EPOCHS = 100;

    @Override
    public String name() {
        return "perceptron";
    }

    @Override
    public String description() {
        return "one threshold unit for two classes";
    }

    @Override
    public String data() {
        return "and";
    }

    @Override
    public void train(Job job) throws IOException {
        check(job);
        Session session = job.session();
        try (Scope _ = session.scope("perceptron")) {
            Tensor x = features(session, job.data().train());
            Tensor targets = targets(session, job.data().train());
            job.say(
                    "%s on %s: %,d samples to train, %,d to test, on %s",
                    name(), job.dataName(), x.size(0), job.data().test().size(), job.device());
            try (Perceptron unit = Perceptron.threshold(session.zeros(x.size(1)), 0)) {
                var outcome = unit.fit(x, targets, job.epochs() == null ? EPOCHS : job.epochs());
                if (outcome.converged()) {
                    job.say("converged after %d epochs", outcome.epochs());
                } else {
                    job.say(
                            "did not converge in %d epochs: %,d of %,d samples were wrong in the"
                                    + " last one; no plane may separate the classes",
                            outcome.epochs(), outcome.errors(), x.size(0));
                }
                finish(job, unit);
            }
        }
    }

    private static void check(Job job) {
        int classes = job.data().train().classes().size();
        if (classes != 2) {
            throw new IllegalArgumentException(
                    "perceptron: "
                            + job.dataName()
                            + " has "
                            + classes
                            + " classes; expected 2: name two of them, as in digits:3,8");
        }
        if (job.batchSize() != null || job.resume()) {
            throw new IllegalArgumentException(
                    "perceptron: its rule takes one sample after the other and keeps no checkpoint;"
                            + " leave out --batch and --resume");
        }
    }

    private static void finish(Job job, Perceptron unit) throws IOException {
        Session session = job.session();
        Dataset test = job.data().test();
        Tensor right = unit.output(features(session, test)).eq(targets(session, test));
        job.say("test accuracy %.2f %%", 100 * right.to(DType.F32).mean().item());
        Files.createDirectories(job.folder());
        Path weights = job.folder().resolve("weights.safetensors");
        SafeTensors.write(
                weights,
                Map.of("weight", unit.weight(), "bias", unit.bias()),
                Map.of("network", "perceptron", "data", job.dataName()));
        job.say("weights: %s", weights);
    }

    private static Tensor features(Session session, Dataset data) {
        int width = Math.toIntExact(data.features().sample().elements());
        float[] elements = new float[data.size() * width];
        for (int i = 0; i < data.size(); i++) {
            MemorySegment.copy(
                    data.feature(i),
                    ValueLayout.JAVA_FLOAT_UNALIGNED,
                    0,
                    elements,
                    i * width,
                    width);
        }
        return session.tensor(elements, data.size(), width);
    }

    private static Tensor targets(Session session, Dataset data) {
        float[] classes = new float[data.size()];
        for (int i = 0; i < classes.length; i++) {
            classes[i] = data.label(i);
        }
        return session.tensor(classes);
    }
}
