package org.ranvier.app.train;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.ranvier.Ranvier;
import org.ranvier.Session;
import org.ranvier.models.data.Augmentation;
import org.ranvier.models.data.Dataset;
import org.ranvier.models.data.Digits;
import org.ranvier.models.loss.Loss;
import org.ranvier.models.networks.Cnn;
import org.ranvier.models.optim.Adam;
import org.ranvier.models.train.Progress;
import org.ranvier.models.train.Trainer;
import org.ranvier.testkit.RequiredBackends;

/** Training takes the same course wherever it runs. */
class BackendsAgreeTest {
    private static final int STEPS = 10;
    private static final int BATCH = 16;

    @Test
    void openClLearnsAsTheProcessorDoes() {
        RequiredBackends.assumeAvailable("opencl");
        List<Double> expected = losses("cpu");
        List<Double> losses = losses("opencl");
        assertEquals(STEPS, losses.size());
        for (int i = 0; i < STEPS; i++) {
            assertEquals(expected.get(i), losses.get(i), 1e-4 * expected.get(i), "step " + (i + 1));
        }
    }

    /** The losses of the first steps of what the demo trains. */
    private static List<Double> losses(String backend) {
        List<Double> losses = new ArrayList<>();
        Progress collect =
                new Progress() {
                    @Override
                    public void step(Step step) {
                        losses.add(step.loss());
                    }
                };
        Dataset digits = Digits.load().train();
        long size = digits.features().sample().size(1);
        try (Session session = Ranvier.open(backend)) {
            Trainer.of(Cnn.normalised(1, size, 10), Loss.softmaxCrossEntropy(), Adam.of(3e-3))
                    .augmentation(Augmentation.affine(1.5, 12, 0))
                    .batchSize(BATCH)
                    .seed(1)
                    .progress(collect)
                    .stopWhen(() -> losses.size() == STEPS)
                    .fit(session, digits)
                    .model()
                    .close();
        }
        return losses;
    }
}
