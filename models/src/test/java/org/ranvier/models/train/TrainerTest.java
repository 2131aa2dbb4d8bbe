package org.ranvier.models.train;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.ranvier.Ranvier;
import org.ranvier.Session;
import org.ranvier.models.Sequential;
import org.ranvier.models.data.Digits;
import org.ranvier.models.layers.Activation;
import org.ranvier.models.layers.Conv2d;
import org.ranvier.models.layers.Dense;
import org.ranvier.models.layers.Flatten;
import org.ranvier.models.layers.MaxPool2d;
import org.ranvier.models.loss.Loss;
import org.ranvier.models.optim.Adam;
import org.ranvier.random.RandomStream;

class TrainerTest {
    @Test
    void theFirstExampleLearns() {
        try (Session session = Ranvier.open("cpu")) {
            var digits = Digits.load();
            var net =
                    Sequential.of(
                            Conv2d.of(1, 2, 5),
                            Activation.RELU,
                            MaxPool2d.of(2),
                            Flatten.of(),
                            Dense.of(2 * 8 * 8, 10));
            var report =
                    Trainer.of(net, Loss.softmaxCrossEntropy(), Adam.of(1e-2))
                            .epochs(4)
                            .batchSize(64)
                            .seed(1)
                            .progress(Progress.console())
                            .fit(
                                    session,
                                    digits.train().shuffled(new RandomStream(3)).slice(0, 256));
            assertTrue(
                    report.evaluate(digits.train().shuffled(new RandomStream(3)).slice(0, 256))
                                    .accuracy()
                            > 0.5);
        }
    }
}
