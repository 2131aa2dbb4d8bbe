package org.ranvier.models.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.ranvier.DType;
import org.ranvier.Ranvier;
import org.ranvier.Session;
import org.ranvier.SessionOptions;
import org.ranvier.Tensor;
import org.ranvier.models.Layer;
import org.ranvier.models.OnEveryBackend;
import org.ranvier.models.Sequential;
import org.ranvier.models.data.Augmentation;
import org.ranvier.models.data.Column;
import org.ranvier.models.data.Dataset;
import org.ranvier.models.data.SmallDigits;
import org.ranvier.models.layers.Activation;
import org.ranvier.models.layers.BatchNorm;
import org.ranvier.models.layers.Conv2d;
import org.ranvier.models.layers.Dense;
import org.ranvier.models.layers.Dropout;
import org.ranvier.models.layers.Flatten;
import org.ranvier.models.layers.MaxPool2d;
import org.ranvier.models.loss.Loss;
import org.ranvier.models.loss.Reduction;
import org.ranvier.models.networks.Mlp;
import org.ranvier.models.optim.Adam;
import org.ranvier.models.optim.Clipping;
import org.ranvier.models.optim.Penalty;
import org.ranvier.models.optim.Schedule;
import org.ranvier.models.optim.Sgd;
import org.ranvier.spi.DeviceInfo;

class TrainerTest {
    private static final Dataset DIGITS = SmallDigits.load().train().slice(0, 256);

    /** A network with all that has state: weights, running statistics and random numbers. */
    static Layer network() {
        return Sequential.of(
                Conv2d.of(1, 4, 3),
                BatchNorm.of(4),
                Activation.RELU,
                MaxPool2d.of(2),
                Flatten.of(),
                Dropout.of(0.2),
                Dense.of(4 * 3 * 3, 10));
    }

    static Trainer trainer() {
        return trainer(network());
    }

    private static Trainer trainer(Layer network) {
        return Trainer.of(network, Loss.softmaxCrossEntropy(), Adam.of(1e-2))
                .epochs(3)
                .batchSize(48)
                .seed(5)
                .schedule(Schedule.cosine(0.1))
                .clipping(Clipping.byNorm(5))
                .penalty(Penalty.l2(1e-4))
                .augmentation(Augmentation.shift(1).then(Augmentation.noise(0.05)));
    }

    static float[] weights(Report report) {
        List<float[]> all =
                report.model().state().tensors().values().stream()
                        .map(Tensor::toFloatArray)
                        .toList();
        float[] joined = new float[all.stream().mapToInt(a -> a.length).sum()];
        int at = 0;
        for (float[] part : all) {
            System.arraycopy(part, 0, joined, at, part.length);
            at += part.length;
        }
        return joined;
    }

    @OnEveryBackend
    void aNetworkLearnsRealDigits(Session s) {
        Report report =
                Trainer.of(
                                Sequential.of(Flatten.of(), Mlp.of(64, 32, 10)),
                                Loss.softmaxCrossEntropy(),
                                Adam.of(1e-2))
                        .epochs(12)
                        .batchSize(32)
                        .seed(1)
                        .fit(s, DIGITS);
        assertTrue(report.evaluate(DIGITS).accuracy() > 0.95);
        assertEquals(Report.End.FINISHED, report.end());
        assertEquals(12, report.history().size());
        EpochResult last = report.history().get(11);
        assertTrue(last.loss() < report.history().get(0).loss() / 4);
        assertTrue(last.accuracy().orElseThrow() > 0.9);
        assertTrue(last.validationLoss().isEmpty());
    }

    @Test
    void theSameSeedGivesTheSameBitsForAnyNumberOfThreads() {
        float[][] results = new float[3][];
        for (int i = 0; i < 3; i++) {
            SessionOptions options = SessionOptions.defaults().withThreads(i == 2 ? 1 : 2);
            try (Session s = Ranvier.open("cpu", options)) {
                results[i] = weights(trainer().fit(s, DIGITS));
            }
        }
        assertArrayEquals(results[0], results[1]);
        assertArrayEquals(results[0], results[2]);
        try (Session s = Ranvier.open("cpu")) {
            assertFalse(Arrays.equals(results[0], weights(trainer().seed(6).fit(s, DIGITS))));
        }
    }

    /** Each epoch ends with a batch of another size. */
    @OnEveryBackend
    void recordedTrainingComesToTheSameBits(Session s) {
        Assumptions.assumeFalse(
                s.device().kind() == DeviceInfo.Kind.REFERENCE,
                "without a kernel for cross-entropy the host checks the range of classes");
        Layer network =
                Sequential.of(
                        Conv2d.of(1, 4, 3),
                        BatchNorm.of(4),
                        Activation.RELU,
                        MaxPool2d.of(2),
                        Flatten.of(),
                        Dense.of(4 * 3 * 3, 10));
        Report eager = trainer(network).fit(s, DIGITS);
        Report recorded = trainer(network).recorded().fit(s, DIGITS);
        assertArrayEquals(weights(eager), weights(recorded));
        for (int i = 0; i < 3; i++) {
            assertEquals(eager.history().get(i).loss(), recorded.history().get(i).loss());
            assertEquals(eager.history().get(i).accuracy(), recorded.history().get(i).accuracy());
        }
        eager.model().close();
        recorded.model().close();
        assertEquals(0, s.memory().tensors());
    }

    @Test
    void whatDrawsRandomNumbersCannotBeRecorded() {
        Layer network = Sequential.of(Flatten.of(), Dense.of(64, 10), Dropout.of(0.5));
        try (Session s = Ranvier.open("cpu")) {
            Trainer trainer =
                    Trainer.of(network, Loss.softmaxCrossEntropy(), Adam.of(1e-2)).recorded();
            var e = assertThrows(IllegalStateException.class, () -> trainer.fit(s, DIGITS));
            assertTrue(String.valueOf(e.getMessage()).contains("random"), e.getMessage());
            assertEquals(0, s.memory().tensors());
        }
    }

    @OnEveryBackend
    void trainingLeavesOnlyTheModelInMemory(Session s) {
        Report report = trainer().epochs(1).fit(s, DIGITS);
        long tensors = report.model().state().tensors().size();
        assertEquals(tensors, s.memory().tensors());
        report.evaluate(DIGITS);
        assertEquals(tensors, s.memory().tensors());
        report.model().close();
        assertEquals(0, s.memory().tensors());
    }

    @OnEveryBackend
    void doublePrecision(Session s) {
        Report report = trainer().epochs(1).dtype(DType.F64).fit(s, DIGITS);
        assertEquals(DType.F64, report.model().dtype());
        assertTrue(Double.isFinite(report.history().get(0).loss()));
    }

    @OnEveryBackend
    void dropLastLeavesAPartialBatchOut(Session s) {
        int[] steps = new int[1];
        Progress count =
                new Progress() {
                    @Override
                    public void step(Step step) {
                        steps[0]++;
                        assertEquals(2, step.batches());
                    }
                };
        trainer().epochs(1).batchSize(100).dropLast().progress(count).fit(s, DIGITS);
        assertEquals(2, steps[0]);
    }

    @OnEveryBackend
    void regressionHasNoAccuracy(Session s) {
        float[] x = {-1, -0.5f, 0, 0.5f, 1};
        float[] y = {-3, -2, -1, 0, 1};
        Dataset line = Dataset.of(Column.of(x, 1), Column.of(y, 1));
        Report report =
                Trainer.of(Dense.of(1, 1), Loss.meanSquaredError(), Sgd.of(0.3))
                        .epochs(60)
                        .batchSize(5)
                        .fit(s, line);
        Evaluation evaluation = report.evaluate(line);
        assertEquals(0, evaluation.loss(), 1e-6);
        assertTrue(report.history().get(0).accuracy().isEmpty());
        String message =
                assertThrows(IllegalStateException.class, evaluation::accuracy).getMessage();
        assertTrue(message.contains("no classes"), message);
    }

    @OnEveryBackend
    void aNonFiniteLossNamesItsPlaceAndHelps(Session s) {
        float[] x = new float[64];
        float[] y = new float[64];
        x[63] = Float.NaN;
        Dataset broken = Dataset.of(Column.of(x, 1), Column.of(y, 1));
        Trainer trainer =
                Trainer.of(Dense.of(1, 1), Loss.meanSquaredError(), Sgd.of(0.1)).batchSize(64);
        String message =
                assertThrows(NonFiniteLossException.class, () -> trainer.fit(s, broken))
                        .getMessage();
        assertTrue(
                message.startsWith(
                        "the loss is NaN in epoch 1, batch 1 of 1, at a learning rate of 0.1; try"),
                message);
        assertEquals(0, s.memory().tensors());
        Trainer diverging =
                Trainer.of(Dense.of(1, 1), Loss.meanSquaredError(), Sgd.of(1e20)).epochs(9);
        x[63] = 1;
        y[0] = 1;
        assertThrows(NonFiniteLossException.class, () -> diverging.fit(s, broken));
    }

    @OnEveryBackend
    void aLossThatIsNotReducedIsRefused(Session s) {
        Loss each = Loss.softmaxCrossEntropy().withReduction(Reduction.NONE);
        Trainer trainer =
                Trainer.of(Sequential.of(Flatten.of(), Dense.of(64, 10)), each, Sgd.of(0.1));
        String message =
                assertThrows(IllegalArgumentException.class, () -> trainer.fit(s, DIGITS))
                        .getMessage();
        assertTrue(message.contains("expected a scalar"), message);
    }

    @Test
    void settingsAreChecked() {
        Trainer trainer = trainer();
        assertThrows(IllegalArgumentException.class, () -> trainer.epochs(0));
        assertThrows(IllegalArgumentException.class, () -> trainer.batchSize(0));
        assertThrows(IllegalArgumentException.class, () -> EarlyStopping.after(0));
    }
}
