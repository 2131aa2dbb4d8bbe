package org.ranvier.cuda;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.ranvier.Ranvier;
import org.ranvier.Session;
import org.ranvier.models.data.Digits;
import org.ranvier.models.loss.Loss;
import org.ranvier.models.networks.Cnn;
import org.ranvier.models.optim.Adam;
import org.ranvier.models.train.Progress;
import org.ranvier.models.train.Trainer;

/** The demonstration's network begins to learn as it does on the processor. */
@WithCuda
class DemoTest {
    private static final int STEPS = 4;
    private static final int BATCH = 16;

    @Test
    void lossesAgreeWithTheProcessor() {
        double[] expected = losses("cpu");
        assertEquals(STEPS, expected.length);
        assertArrayEquals(expected, losses("cuda:0"), 1e-4);
    }

    /** The mean losses after each step. */
    private static double[] losses(String device) {
        List<Double> losses = new ArrayList<>();
        Progress noting =
                new Progress() {
                    @Override
                    public void step(Step step) {
                        losses.add(step.loss());
                    }
                };
        try (Session session = Ranvier.open(device)) {
            Trainer.of(
                            Cnn.normalised(1, Digits.SIZE, 10),
                            Loss.softmaxCrossEntropy(),
                            Adam.of(3e-3))
                    .epochs(1)
                    .batchSize(BATCH)
                    .seed(1)
                    .progress(noting)
                    .fit(session, Digits.load().train().slice(0, STEPS * BATCH));
        }
        return losses.stream().mapToDouble(loss -> loss).toArray();
    }
}
