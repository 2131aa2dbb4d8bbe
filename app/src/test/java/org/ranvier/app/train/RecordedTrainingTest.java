package org.ranvier.app.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ranvier.Session;
import org.ranvier.Tensor;
import org.ranvier.app.EveryBackend;
import org.ranvier.models.Sequential;
import org.ranvier.models.data.Dataset;
import org.ranvier.models.data.SmallDigits;
import org.ranvier.models.layers.Activation;
import org.ranvier.models.layers.BatchNorm;
import org.ranvier.models.layers.Conv2d;
import org.ranvier.models.layers.Dense;
import org.ranvier.models.layers.Flatten;
import org.ranvier.models.layers.MaxPool2d;
import org.ranvier.models.loss.Loss;
import org.ranvier.models.optim.Adam;
import org.ranvier.models.optim.Clipping;
import org.ranvier.models.optim.Schedule;
import org.ranvier.models.train.Report;
import org.ranvier.models.train.Trainer;

/** Whole steps of training, with the optimiser's, that are recorded and repeated. */
class RecordedTrainingTest {
    private static final Dataset DIGITS = SmallDigits.load().train().slice(0, 128);

    /** The last batch of an epoch is smaller, the learning rate falls. */
    private static Trainer trainer() {
        return Trainer.of(
                        Sequential.of(
                                Conv2d.of(1, 4, 3),
                                BatchNorm.of(4),
                                Activation.RELU,
                                MaxPool2d.of(2),
                                Flatten.of(),
                                Dense.of(4 * 3 * 3, 10)),
                        Loss.softmaxCrossEntropy(),
                        Adam.of(1e-2))
                .epochs(2)
                .batchSize(48)
                .seed(5)
                .schedule(Schedule.cosine(0.1))
                .clipping(Clipping.byNorm(5));
    }

    @ParameterizedTest
    @ValueSource(strings = {"cpu", "opencl", "cuda"})
    void comesToTheSameBits(String backend) {
        try (Session s = EveryBackend.open(backend)) {
            Report eager = trainer().fit(s, DIGITS);
            Report recorded = trainer().recorded().fit(s, DIGITS);
            for (String name : eager.model().state().tensors().keySet()) {
                Tensor one = eager.model().state().tensors().get(name);
                Tensor other = recorded.model().state().tensors().get(name);
                assertArrayEquals(one.toFloatArray(), other.toFloatArray(), name);
            }
            assertEquals(eager.history().get(1).loss(), recorded.history().get(1).loss());
        }
    }
}
