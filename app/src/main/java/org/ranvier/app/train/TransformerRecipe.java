package org.ranvier.app.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.ranvier.app.plot.Chart;
import org.ranvier.app.plot.Picture;
import org.ranvier.models.Model;
import org.ranvier.models.data.Dataset;
import org.ranvier.models.io.SafeTensors;
import org.ranvier.models.optim.Adam;
import org.ranvier.models.optim.Schedule;
import org.ranvier.models.sequence.Chain;
import org.ranvier.models.sequence.Characters;
import org.ranvier.models.sequence.Generator;
import org.ranvier.models.sequence.LanguageModels;
import org.ranvier.models.sequence.Sampler;
import org.ranvier.models.sequence.TextTrainer;
import org.ranvier.models.sequence.TextTrainer.Outcome;
import org.ranvier.models.sequence.TextTrainer.Point;
import org.ranvier.models.train.Report;

/**
 * A small transformer that learns to go on with a text, character by character. It leaves a
 * checkpoint, weights, a picture of how it learnt, and texts that it wrote.
 */
final class TransformerRecipe implements Recipe {
    private static final int WIDTH = 128;
    private static final int HEADS = 4;
    private static final int BLOCKS = 4;
    private static final int LENGTH = 64;
    private static final int BATCH = 16;
    private static final int STEPS = 1000;
    private static final int EVALUATIONS = 20;
    private static final int WARM_UP = 50;
    private static final int CHECKPOINT_STEPS = 100;
    private static final int SAMPLE = 500;
    private static final int SAMPLES = 2;

    @Override
    public String name() {
        return "transformer";
    }

    @Override
    public String description() {
        return "a small transformer that writes, character by character";
    }

    @Override
    public String data() {
        return "sotu";
    }

    @Override
    public void train(Job job) throws IOException {
        Texts.check(name(), job, false);
        Files.createDirectories(job.folder());
        int[] train = Texts.tokens(job.data().train());
        int[] test = Texts.tokens(job.data().test());
        int tokens = job.data().train().classes().size();
        int batch = job.batchSize() == null ? BATCH : job.batchSize();
        long steps = steps(job, train.length, batch);
        job.say(
                "%s on %s: %,d characters to train, %,d to test, %d different ones; %,d steps of %d"
                        + " × %d characters on %s, seed %d",
                name(),
                job.dataName(),
                train.length,
                test.length,
                tokens,
                steps,
                batch,
                LENGTH,
                job.device(),
                job.seed());
        Chain network = LanguageModels.transformer(tokens, WIDTH, HEADS, BLOCKS, 0);
        Path checkpoint = job.folder().resolve("checkpoint.safetensors");
        TextTrainer trainer =
                TextTrainer.of(network, Adam.decoupled(2e-3, 0.01).withBetas(0.9, 0.99))
                        .steps(Math.toIntExact(steps))
                        .batchSize(batch)
                        .length(LENGTH)
                        .seed(job.seed())
                        .schedule(Schedule.cosine(0.05).withWarmUp(WARM_UP))
                        .evaluateEvery(Math.toIntExact(Math.max(1, steps / EVALUATIONS)))
                        .progress(point -> tell(job, point))
                        .checkpoint(checkpoint, CHECKPOINT_STEPS)
                        .stopWhen(job.stop());
        Outcome outcome =
                job.resume()
                        ? trainer.resume(job.session(), train, test)
                        : trainer.fit(job.session(), train, test);
        if (outcome.end() == Report.End.INTERRUPTED) {
            job.say("interrupted; --resume goes on from %s", checkpoint);
        } else {
            finish(job, outcome);
        }
        outcome.model().close();
    }

    /** A part of the text is enough for a first impression; epochs go through all of it. */
    private static long steps(Job job, long characters, int batch) {
        return job.epochs() == null
                ? STEPS
                : Math.max(1, job.epochs() * (characters / ((long) batch * LENGTH)));
    }

    private static void tell(Job job, Point point) {
        job.say(
                "step %,6d  loss %.4f  held out %.4f nats a character  %.0f s  %.2f steps a second",
                point.step(),
                point.loss(),
                point.heldOut(),
                point.seconds(),
                point.step() / point.seconds());
    }

    private void finish(Job job, Outcome outcome) throws IOException {
        Model model = outcome.model();
        Point last = outcome.history().getLast();
        job.say(
                "held-out loss %.4f nats (%.4f bits) a character after %,d steps and %.0f s; %,d"
                        + " parameters",
                last.heldOut(),
                last.heldOut() / Math.log(2),
                last.step(),
                last.seconds(),
                model.parameterCount());
        Path weights = job.folder().resolve("weights.safetensors");
        SafeTensors.write(
                weights,
                model.state().tensors(),
                Map.of("network", name(), "data", job.dataName()));
        job.say("weights: %s", weights);
        Path picture = job.folder().resolve("results.png");
        Picture.write(chart(outcome.history()).draw(), picture);
        job.say("picture: %s", picture);
        String samples = samples(job, model);
        Path file = job.folder().resolve("samples.txt");
        Files.writeString(file, samples);
        job.say("%ssamples: %s", samples, file);
    }

    private static Chart chart(List<Point> history) {
        double[] steps = history.stream().mapToDouble(Point::step).toArray();
        return new Chart("Writing", "step", "loss (nats a character)", 900, 500)
                .line("training", steps, history.stream().mapToDouble(Point::loss).toArray())
                .line("held out", steps, history.stream().mapToDouble(Point::heldOut).toArray());
    }

    /** Texts that go on from where the text held out begins. */
    private static String samples(Job job, Model model) {
        Dataset test = job.data().test();
        Characters characters = Texts.characters(test);
        Generator generator =
                Generator.of(model, Sampler.temperature(0.8).withTopK(40), job.seed())
                        .withLongestState(LENGTH);
        String prompt = characters.decode(Arrays.copyOf(Texts.tokens(test), LENGTH / 2));
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < SAMPLES; i++) {
            text.append(prompt)
                    .append('|')
                    .append(generator.text(characters, prompt, SAMPLE))
                    .append("\n\n");
        }
        return text.toString();
    }
}
