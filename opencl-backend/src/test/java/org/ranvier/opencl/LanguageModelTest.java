package org.ranvier.opencl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ranvier.Ranvier;
import org.ranvier.Session;
import org.ranvier.models.optim.Adam;
import org.ranvier.models.sequence.Chain;
import org.ranvier.models.sequence.LanguageModels;
import org.ranvier.models.sequence.TextTrainer;
import org.ranvier.testkit.ReferenceBackend;
import org.ranvier.testkit.RequiredBackends;

/** Tiny language models learn here what they learn on the reference, step by step. */
class LanguageModelTest {
    @BeforeAll
    static void findDevice() {
        RequiredBackends.assumeAvailable("opencl");
    }

    private static final int[] TEXT = IntStream.range(0, 40).map(i -> i * i % 5).toArray();

    @ParameterizedTest
    @ValueSource(strings = {"lstm", "gru", "transformer"})
    void lossesAreThoseOfTheReference(String name) {
        try (Session device = Ranvier.open("opencl:0");
                Session reference = ReferenceBackend.open()) {
            assertArrayEquals(losses(reference, name), losses(device, name), 1e-4);
        }
    }

    /** Training and held-out loss after each step, the last one with what the others taught. */
    private static double[] losses(Session session, String name) {
        Chain network =
                switch (name) {
                    case "lstm" -> LanguageModels.lstm(5, 4, 6);
                    case "gru" -> LanguageModels.gru(5, 4, 6);
                    default -> LanguageModels.transformer(5, 8, 2, 1, 0.1);
                };
        return TextTrainer.of(network, Adam.of(0.02))
                .steps(3)
                .batchSize(2)
                .length(5)
                .evaluateEvery(1)
                .seed(1)
                .fit(session, TEXT, TEXT)
                .history()
                .stream()
                .flatMapToDouble(point -> DoubleStream.of(point.loss(), point.heldOut()))
                .toArray();
    }
}
