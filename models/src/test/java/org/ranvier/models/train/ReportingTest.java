package org.ranvier.models.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.ranvier.Session;
import org.ranvier.Shape;
import org.ranvier.models.Model;
import org.ranvier.models.OnEveryBackend;
import org.ranvier.models.data.Column;
import org.ranvier.models.data.Dataset;
import org.ranvier.models.layers.Activation;
import org.ranvier.models.loss.Loss;

class ReportingTest {
    private static final EpochResult RESULT =
            new EpochResult(
                    0,
                    0.5,
                    OptionalDouble.of(0.9),
                    OptionalDouble.of(0.25),
                    OptionalDouble.of(0.95),
                    1.26);

    private static String printed(boolean live) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        Progress progress = new ConsoleProgress(out, live);
        for (int i = 0; i < 4; i++) {
            progress.step(new Progress.Step(0, 3, i, 4, 0.75, 1 + i));
        }
        progress.epoch(RESULT);
        return bytes.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
    }

    @Test
    void withoutATerminalThereIsALineAnEpoch() {
        assertEquals(
                "epoch 1/3  loss 0.5000  accuracy 90.00 %  validation loss 0.2500"
                        + "  validation accuracy 95.00 %  1.3 s\n",
                printed(false));
    }

    @Test
    void onATerminalThereIsABar() {
        String text = printed(true);
        assertTrue(
                text.contains(
                        "\repoch 1/3 [" + "█".repeat(12) + "·".repeat(12) + "] 2/4  loss 0.7500"),
                text);
        assertTrue(text.contains("█".repeat(24)), text);
        assertTrue(text.endsWith("1.3 s\u001b[K\n"), text);
    }

    /** The identity network puts out its input, which then are the logits. */
    @OnEveryBackend
    void evaluation(Session s) {
        float[] logits = {5, 0, 0, 0, 2, 0, 9, 0, 0, 0, 0, 1};
        Dataset data =
                Dataset.of(Column.of(logits, 3), Column.of(new int[] {0, 1, 1, 0}))
                        .withClasses(List.of("a", "b", "c"));
        Model model = Model.build(s, Activation.IDENTITY, 0, Shape.of(1, 3));
        Evaluation e = Evaluation.of(model, Loss.softmaxCrossEntropy(), data);
        assertEquals(0.5, e.accuracy());
        assertArrayEquals(new int[] {0, 1, 0, 2}, e.predictions());
        assertArrayEquals(new int[][] {{1, 0, 1}, {1, 1, 0}, {0, 0, 0}}, e.confusion());
        List<Evaluation.Mistake> mistakes = e.mistakes();
        assertEquals(List.of(2, 3), mistakes.stream().map(Evaluation.Mistake::index).toList());
        assertEquals(0.99975, mistakes.get(0).confidence(), 1e-5);
        assertEquals(2, mistakes.get(1).prediction());
        double expected =
                (Math.log(Math.exp(5) + 2)
                                - 5
                                + Math.log(Math.exp(2) + 2)
                                - 2
                                + Math.log(Math.exp(9) + 2)
                                + Math.log(Math.E + 2))
                        / 4;
        assertEquals(expected, e.loss(), 1e-5);
    }

    @OnEveryBackend
    void evaluationOfBinaryOutputs(Session s) {
        Dataset data =
                Dataset.of(Column.of(new float[] {-2, 1, 3}, 1), Column.of(new int[] {0, 1, 0}));
        Model model = Model.build(s, Activation.IDENTITY, 0, Shape.of(1, 1));
        Evaluation e = Evaluation.of(model, Loss.binaryCrossEntropyWithLogits(), data);
        assertEquals(2 / 3.0, e.accuracy(), 1e-12);
        assertArrayEquals(new int[][] {{1, 1}, {0, 1}}, e.confusion());
        assertEquals(1 / (1 + Math.exp(-3)), e.mistakes().get(0).confidence(), 1e-6);
    }
}
