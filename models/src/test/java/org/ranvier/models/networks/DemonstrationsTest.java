package org.ranvier.models.networks;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.ranvier.Ranvier;
import org.ranvier.Session;
import org.ranvier.models.Model;
import org.ranvier.models.OnEveryBackend;
import org.ranvier.models.data.Dataset;
import org.ranvier.models.data.NoisyLine;
import org.ranvier.models.layers.Activation;
import org.ranvier.models.loss.Loss;
import org.ranvier.models.optim.Adam;
import org.ranvier.models.optim.Penalty;
import org.ranvier.models.train.Report;
import org.ranvier.models.train.Trainer;

class DemonstrationsTest {
    /** With n pulses the error is about half the change of the function over one pulse. */
    @OnEveryBackend
    void theErrorFallsAsPulsesAreAdded(Session s) {
        DoubleUnaryOperator f = x -> Math.sin(2 * Math.PI * x) + x * x;
        double before = Double.POSITIVE_INFINITY;
        for (int pulses : new int[] {5, 10, 20, 40, 80}) {
            try (Model model = Pulses.approximate(s, f, pulses, 50)) {
                double error = Pulses.largestError(model, f, 1001);
                assertTrue(error < 0.7 * before, pulses + " pulses: " + error);
                assertTrue(error < 6.0 / pulses, pulses + " pulses: " + error);
                before = error;
            }
        }
    }

    /** Five noisy samples of a line are learnt by heart; a weight penalty brings the line back. */
    @Test
    void aThousandHiddenUnitsOverfitFiveSamples() {
        Dataset samples = NoisyLine.samples(5, 0.2, 3);
        Dataset line = NoisyLine.line(101);
        try (Session s = Ranvier.open("cpu")) {
            Trainer plain = trainer();
            Report overfit = plain.fit(s, samples);
            Report penalised = trainer().penalty(Penalty.l2(0.1)).fit(s, samples);
            double onSamples = overfit.evaluate(samples).loss();
            double onLine = overfit.evaluate(line).loss();
            assertTrue(onSamples < 1e-3, "loss of the samples " + onSamples);
            assertTrue(onLine > 10 * onSamples, "loss of the line " + onLine);
            assertTrue(penalised.evaluate(samples).loss() > 10 * onSamples);
            double better = penalised.evaluate(line).loss();
            assertTrue(better < onLine, better + " against " + onLine);
        }
    }

    private static Trainer trainer() {
        return Trainer.of(
                        Mlp.of(Activation.TANH, 1, 1000, 1), Loss.meanSquaredError(), Adam.of(1e-2))
                .epochs(1500)
                .batchSize(5)
                .seed(1);
    }
}
