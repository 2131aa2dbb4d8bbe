package org.ranvier.models.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ranvier.Ranvier;
import org.ranvier.Session;
import org.ranvier.models.OnEveryBackend;
import org.ranvier.models.data.Dataset;
import org.ranvier.models.data.SmallDigits;
import org.ranvier.models.io.SafeTensors;

class ResumeTest {
    private static final Dataset TRAIN = SmallDigits.load().train().slice(0, 256);
    private static final Dataset VALIDATION = SmallDigits.load().test().slice(0, 64);

    @TempDir Path folder;

    private Path file() {
        return folder.resolve("checkpoint.safetensors");
    }

    private Trainer stoppingAfter(int steps) {
        int[] done = new int[1];
        return TrainerTest.trainer().checkpoint(file(), 1000).stopWhen(() -> ++done[0] == steps);
    }

    /** An epoch has six steps; it is interrupted within one, at the end of one, and twice. */
    @OnEveryBackend
    void interruptedTrainingComesToTheSameBits(Session s) {
        Report whole = TrainerTest.trainer().fit(s, TRAIN, VALIDATION);
        for (int[] stops : new int[][] {{1}, {6}, {8}, {4, 5}}) {
            Report part = stoppingAfter(stops[0]).fit(s, TRAIN, VALIDATION);
            assertEquals(Report.End.INTERRUPTED, part.end());
            for (int i = 1; i < stops.length; i++) {
                part = stoppingAfter(stops[i]).resume(s, TRAIN, VALIDATION);
                assertEquals(Report.End.INTERRUPTED, part.end());
            }
            Report rest = stoppingAfter(1000).resume(s, TRAIN, VALIDATION);
            assertEquals(Report.End.FINISHED, rest.end());
            assertArrayEquals(TrainerTest.weights(whole), TrainerTest.weights(rest));
            assertEquals(3, rest.history().size());
            for (int i = 0; i < 3; i++) {
                assertEquals(whole.history().get(i).loss(), rest.history().get(i).loss());
                assertEquals(whole.history().get(i).accuracy(), rest.history().get(i).accuracy());
                assertEquals(
                        whole.history().get(i).validationLoss(),
                        rest.history().get(i).validationLoss());
            }
        }
    }

    @Test
    void aCheckpointInTheMiddleSurvivesACrash() {
        float[] whole;
        try (Session s = Ranvier.open("cpu")) {
            whole = TrainerTest.weights(TrainerTest.trainer().fit(s, TRAIN));
        }
        Progress crash =
                new Progress() {
                    @Override
                    public void step(Step step) {
                        if (step.epoch() == 1 && step.batch() == 4) {
                            throw new IllegalStateException("power cut");
                        }
                    }
                };
        try (Session s = Ranvier.open("cpu")) {
            Trainer trainer = TrainerTest.trainer().checkpoint(file(), 4).progress(crash);
            assertThrows(IllegalStateException.class, () -> trainer.fit(s, TRAIN));
        }
        try (Session s = Ranvier.open("cpu")) {
            Report rest = TrainerTest.trainer().checkpoint(file(), 4).resume(s, TRAIN);
            assertArrayEquals(whole, TrainerTest.weights(rest));
        }
    }

    @OnEveryBackend
    void interruptingTheThreadStopsAfterTheStep(Session s) {
        Thread.currentThread().interrupt();
        Report report = TrainerTest.trainer().checkpoint(file(), 1000).fit(s, TRAIN);
        assertTrue(Thread.interrupted());
        assertEquals(Report.End.INTERRUPTED, report.end());
        assertEquals(0, report.history().size());
        assertTrue(Files.exists(file()));
    }

    @OnEveryBackend
    void earlyStoppingRestoresTheBestWeights(Session s) {
        Trainer trainer =
                TrainerTest.trainer()
                        .epochs(40)
                        .schedule((step, total) -> step < 12 ? 1 : 100)
                        .earlyStopping(EarlyStopping.after(3));
        Report report = trainer.fit(s, TRAIN, VALIDATION);
        assertEquals(Report.End.STOPPED_EARLY, report.end());
        double[] losses =
                report.history().stream()
                        .map(EpochResult::validationLoss)
                        .mapToDouble(OptionalDouble::orElseThrow)
                        .toArray();
        double least = Arrays.stream(losses).min().orElseThrow();
        assertEquals(losses[losses.length - 4], least);
        assertEquals(least, report.evaluate(VALIDATION).loss());
    }

    @OnEveryBackend
    void earlyStoppingIsResumedToo(Session s) {
        EarlyStopping rule = EarlyStopping.after(2);
        Report whole =
                TrainerTest.trainer()
                        .epochs(6)
                        .schedule((step, total) -> step < 6 ? 1 : 50)
                        .earlyStopping(rule)
                        .fit(s, TRAIN, VALIDATION);
        stoppingAfter(9)
                .epochs(6)
                .schedule((step, total) -> step < 6 ? 1 : 50)
                .earlyStopping(rule)
                .fit(s, TRAIN, VALIDATION);
        Report rest =
                stoppingAfter(1000)
                        .epochs(6)
                        .schedule((step, total) -> step < 6 ? 1 : 50)
                        .earlyStopping(rule)
                        .resume(s, TRAIN, VALIDATION);
        assertEquals(whole.end(), rest.end());
        assertEquals(whole.history().size(), rest.history().size());
        assertArrayEquals(TrainerTest.weights(whole), TrainerTest.weights(rest));
    }

    private static String message(Class<? extends Exception> type, Trainer trainer, Dataset data) {
        try (Session s = Ranvier.open("cpu")) {
            return assertThrows(type, () -> trainer.resume(s, data)).getMessage();
        }
    }

    @Test
    void whatCannotBeResumedIsRefused() throws IOException {
        String none = message(IllegalStateException.class, TrainerTest.trainer(), TRAIN);
        assertTrue(none.contains("no checkpoint is set"), none);
        Trainer trainer = stoppingAfter(1);
        String missing = message(UncheckedIOException.class, trainer, TRAIN);
        assertTrue(missing.contains("there is no checkpoint"), missing);
        try (Session s = Ranvier.open("cpu")) {
            trainer.fit(s, TRAIN);
        }
        String seed = message(IllegalArgumentException.class, stoppingAfter(1).seed(6), TRAIN);
        assertTrue(seed.contains("belongs to a training with seed 5"), seed);
        String data =
                message(IllegalArgumentException.class, stoppingAfter(1), TRAIN.slice(0, 100));
        assertTrue(data.contains("256 samples"), data);
        byte[] whole = Files.readAllBytes(file());
        Files.write(file(), Arrays.copyOf(whole, whole.length - 100));
        String cut = message(UncheckedIOException.class, stoppingAfter(1), TRAIN);
        assertTrue(cut.contains("cannot read the checkpoint") && cut.contains("cut off"), cut);
        try (Session s = Ranvier.open("cpu")) {
            SafeTensors.write(file(), Map.of("x", s.zeros(1)), Map.of("format", "other"));
        }
        String other = message(UncheckedIOException.class, stoppingAfter(1), TRAIN);
        assertTrue(other.contains("not a checkpoint"), other);
        try (Session s = Ranvier.open("cpu")) {
            SafeTensors.write(
                    file(), Map.of("x", s.zeros(1)), Map.of("format", "ranvier checkpoint 1"));
        }
        String lacking = message(UncheckedIOException.class, stoppingAfter(1), TRAIN);
        assertTrue(lacking.contains("it lacks"), lacking);
        assertFalse(Files.exists(folder.resolve("checkpoint.safetensors.part")));
    }
}
