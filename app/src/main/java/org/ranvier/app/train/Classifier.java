package org.ranvier.app.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.ranvier.Shape;
import org.ranvier.app.plot.Picture;
import org.ranvier.models.data.Dataset;
import org.ranvier.models.io.SafeTensors;
import org.ranvier.models.train.Evaluation;
import org.ranvier.models.train.Progress;
import org.ranvier.models.train.Report;
import org.ranvier.models.train.Trainer;

/**
 * A network that tells classes apart and is trained by descent. It leaves a checkpoint, its weights
 * and a picture.
 *
 * @param name how the command line names it
 * @param description what it is, in a line
 * @param data the data set it is meant for
 * @param epochs how often samples are gone through if nothing else is asked for
 * @param batchSize how many samples make a step if nothing else is asked for
 * @param plan makes its trainer
 * @param extra what else comes of the training
 */
record Classifier(
        String name,
        String description,
        String data,
        int epochs,
        int batchSize,
        Plan plan,
        Extra extra)
        implements Recipe {
    private static final int CHECKPOINT_STEPS = 100;

    Classifier(String name, String description, String data, int epochs, int batchSize, Plan plan) {
        this(name, description, data, epochs, batchSize, plan, (_, _) -> {});
    }

    /** Makes a trainer of a network that fits the data. */
    @FunctionalInterface
    interface Plan {
        Trainer trainer(Shape sample, int classes);
    }

    /** What is left behind beside weights and picture. */
    @FunctionalInterface
    interface Extra {
        void leave(Job job, Report report) throws IOException;
    }

    @Override
    public void train(Job job) throws IOException {
        Dataset train = job.data().train();
        Dataset test = job.data().test();
        Path checkpoint = job.folder().resolve("checkpoint.safetensors");
        Files.createDirectories(job.folder());
        Trainer trainer =
                plan.trainer(train.features().sample(), train.classes().size())
                        .epochs(job.epochs() == null ? epochs : job.epochs())
                        .batchSize(job.batchSize() == null ? batchSize : job.batchSize())
                        .seed(job.seed())
                        .checkpoint(checkpoint, CHECKPOINT_STEPS)
                        .stopWhen(job.stop())
                        .progress(Progress.console());
        job.say(
                "%s on %s: %,d samples to train, %,d to test, on %s, seed %d",
                name, job.dataName(), train.size(), test.size(), job.device(), job.seed());
        long start = System.nanoTime();
        Report report =
                job.resume()
                        ? trainer.resume(job.session(), train, test)
                        : trainer.fit(job.session(), train, test);
        double seconds = (System.nanoTime() - start) * 1e-9;
        if (report.end() == Report.End.INTERRUPTED) {
            job.say("interrupted; --resume goes on from %s", checkpoint);
            return;
        }
        finish(job, report, seconds);
    }

    private void finish(Job job, Report report, double seconds) throws IOException {
        Dataset test = job.data().test();
        Evaluation evaluation = report.evaluate(test);
        job.say(
                "test accuracy %.2f %% (%d mistakes) after %.1f s of training on %s",
                100 * evaluation.accuracy(), evaluation.mistakes().size(), seconds, job.device());
        Path weights = job.folder().resolve("weights.safetensors");
        SafeTensors.write(
                weights,
                report.model().state().tensors(),
                Map.of("network", name, "data", job.dataName()));
        job.say("weights: %s", weights);
        Path picture = job.folder().resolve("results.png");
        Picture.write(ClassifierPicture.draw(report.history(), evaluation, test), picture);
        job.say("picture: %s", picture);
        extra.leave(job, report);
    }
}
