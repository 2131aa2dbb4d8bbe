package org.ranvier.app.train;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.ranvier.app.plot.Chart;
import org.ranvier.app.plot.Picture;
import org.ranvier.models.Model;
import org.ranvier.models.data.Dataset;
import org.ranvier.models.io.SafeTensors;
import org.ranvier.models.optim.Adam;
import org.ranvier.models.optim.Clipping;
import org.ranvier.models.optim.Schedule;
import org.ranvier.models.sequence.Chain;
import org.ranvier.models.sequence.Characters;
import org.ranvier.models.sequence.Generator;
import org.ranvier.models.sequence.LanguageModels;
import org.ranvier.models.sequence.Sampler;
import org.ranvier.models.sequence.SequenceLoss;
import org.ranvier.models.sequence.TokenLoss;
import org.ranvier.models.train.EpochResult;
import org.ranvier.models.train.Progress;
import org.ranvier.models.train.Report;
import org.ranvier.models.train.Trainer;

/**
 * Long short-term memory and gated recurrent units that spell words of which they have seen many,
 * character by character. It leaves checkpoints, weights, new words and a picture.
 */
final class NamesRecipe implements Recipe {
    private static final int EPOCHS = 12;
    private static final int BATCH = 32;
    private static final int WIDTH = 32;
    private static final int UNITS = 128;
    private static final int CHECKPOINT_STEPS = 100;
    private static final int NEW_WORDS = 40;
    private static final List<String> NETWORKS = List.of("lstm", "gru");

    @Override
    public String name() {
        return "names";
    }

    @Override
    public String description() {
        return "LSTM and GRU that spell names and make up new ones";
    }

    @Override
    public String data() {
        return "names";
    }

    @Override
    public void train(Job job) throws IOException {
        Dataset train = job.data().train();
        Texts.check(name(), job, true);
        Files.createDirectories(job.folder());
        job.say(
                "%s on %s: %,d words to train, %,d to test, of %d characters, on %s, seed %d",
                name(),
                job.dataName(),
                train.size(),
                job.data().test().size(),
                train.classes().size(),
                job.device(),
                job.seed());
        Map<String, List<EpochResult>> histories = new LinkedHashMap<>();
        for (String network : NETWORKS) {
            Report report = train(job, network);
            if (report.end() == Report.End.INTERRUPTED) {
                job.say("interrupted; --resume goes on from the checkpoints in %s", job.folder());
                return;
            }
            histories.put(network, report.history());
            finish(job, network, report.model());
            report.model().close();
        }
        Path picture = job.folder().resolve("results.png");
        Picture.write(draw(histories), picture);
        job.say("picture: %s", picture);
    }

    private static Report train(Job job, String network) {
        int tokens = job.data().train().classes().size();
        Chain chain =
                network.equals("lstm")
                        ? LanguageModels.lstm(tokens, WIDTH, UNITS)
                        : LanguageModels.gru(tokens, WIDTH, UNITS);
        Path checkpoint = job.folder().resolve(network + "-checkpoint.safetensors");
        Trainer trainer =
                Trainer.of(chain, SequenceLoss.crossEntropy(), Adam.of(4e-3))
                        .schedule(Schedule.cosine(0.02))
                        .clipping(Clipping.byNorm(1))
                        .epochs(job.epochs() == null ? EPOCHS : job.epochs())
                        .batchSize(job.batchSize() == null ? BATCH : job.batchSize())
                        .seed(job.seed())
                        .checkpoint(checkpoint, CHECKPOINT_STEPS)
                        .stopWhen(job.stop())
                        .progress(Progress.console());
        Dataset train = job.data().train();
        Dataset test = job.data().test();
        return job.resume() && Files.exists(checkpoint)
                ? trainer.resume(job.session(), train, test)
                : trainer.fit(job.session(), train, test);
    }

    private static void finish(Job job, String network, Model model) throws IOException {
        Dataset test = job.data().test();
        TokenLoss loss = TokenLoss.of(model, test);
        job.say(
                "%s: %.3f bits a character on the %,d words held out, where each end counts as a"
                        + " character; %,d parameters",
                network, loss.bits(), test.size(), model.parameterCount());
        List<String> words = words(job, model);
        job.say("%s makes up: %s", network, String.join(", ", words));
        Files.writeString(job.folder().resolve(network + ".txt"), String.join("\n", words) + "\n");
        Path weights = job.folder().resolve(network + "-weights.safetensors");
        SafeTensors.write(
                weights,
                model.state().tensors(),
                Map.of("network", network, "data", job.dataName()));
        job.say("weights: %s", weights);
    }

    /** Words that the model makes up and that it has not seen. */
    private static List<String> words(Job job, Model model) {
        Dataset train = job.data().train();
        Characters characters = Texts.characters(train);
        int length = Math.toIntExact(train.features().sample().elements());
        Generator generator = Generator.of(model, Sampler.temperature(0.8), job.seed());
        List<int[]> prompts = Collections.nCopies(2 * NEW_WORDS, new int[] {Texts.BOUNDARY});
        Set<String> known = Set.copyOf(Texts.words(train));
        List<String> words = new ArrayList<>();
        for (int[] tokens : generator.tokens(prompts, length)) {
            String word = characters.decode(tokens).split("\n", 2)[0];
            if (!word.isEmpty() && !known.contains(word) && words.size() < NEW_WORDS) {
                words.add(word);
            }
        }
        return words;
    }

    private static BufferedImage draw(Map<String, List<EpochResult>> histories) {
        Chart chart = new Chart("Spelling", "epoch", "loss (nats a character)", 900, 500);
        histories.forEach((network, history) -> {
            double[] epochs = history.stream().mapToDouble(r -> r.epoch() + 1).toArray();
            chart.line(
                    network + ", training",
                    epochs,
                    history.stream().mapToDouble(EpochResult::loss).toArray());
            chart.line(
                    network + ", held out",
                    epochs,
                    history.stream().mapToDouble(r -> r.validationLoss().orElseThrow()).toArray());
        });
        return chart.draw();
    }
}
