package org.ranvier.app.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ranvier.Ranvier;
import org.ranvier.Session;
import org.ranvier.SessionOptions;
import org.ranvier.models.data.Dataset;
import org.ranvier.models.data.Split;
import org.ranvier.models.io.SafeTensors;

class TrainTest {
    @TempDir private Path folder;

    private String told = "";

    @ParameterizedTest
    @CsvSource({"and, converged after", "or, converged after", "xor, did not converge in 100"})
    void perceptronFindsWhatAPlaneCanSeparate(String table, String verdict) throws IOException {
        train("perceptron", DataSets.load(table), null);
        assertTrue(told.contains("\n" + verdict), told);
        try (SafeTensors file = SafeTensors.open(folder.resolve("weights.safetensors"))) {
            assertEquals(Set.of("weight", "bias"), file.names());
        }
    }

    @Test
    void perceptronTellsTwoDigitsApart() throws IOException {
        Split data = DataSets.load("digits8x8:3,8");
        assertEquals(2, data.train().classes().size());
        train("perceptron", data, 10);
        double accuracy =
                Double.parseDouble(told.replaceAll("(?s).*test accuracy ([0-9.]+) %.*", "$1"));
        assertTrue(accuracy > 90, told);
    }

    @Test
    void perceptronWantsTwoClasses() throws IOException {
        Split digits = few();
        var e =
                assertThrows(
                        IllegalArgumentException.class, () -> train("perceptron", digits, null));
        assertTrue(e.getMessage().contains("10 classes; expected 2"), e.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"cnn", "resnet", "mlp"})
    void classifierLeavesWeightsAndAPicture(String name) throws IOException {
        train(name, few(), 2);
        assertTrue(told.startsWith(name + " on few: 200 samples to train, 50 to test"), told);
        assertTrue(told.contains("test accuracy "), told);
        try (SafeTensors file = SafeTensors.open(folder.resolve("weights.safetensors"))) {
            assertTrue(file.names().size() >= 4, file.names().toString());
            assertEquals(name, file.metadata().get("network"));
        }
        BufferedImage picture = ImageIO.read(folder.resolve("results.png").toFile());
        assertTrue(picture.getWidth() >= 900 && picture.getHeight() >= 800, picture.toString());
        long colours =
                IntStream.range(0, picture.getWidth() * picture.getHeight())
                        .map(i -> picture.getRGB(i % picture.getWidth(), i / picture.getWidth()))
                        .distinct()
                        .count();
        assertTrue(colours > 100, colours + " colours");
    }

    @Test
    void interruptedTrainingGoesOnToTheSameWeights() throws IOException {
        Split data = few();
        Path whole = folder.resolve("whole");
        train("cnn", data, 3, whole, false, () -> false, 2);
        AtomicInteger steps = new AtomicInteger();
        Path parts = folder.resolve("parts");
        train("cnn", data, 3, parts, false, () -> steps.incrementAndGet() == 6, 2);
        assertTrue(told.contains("interrupted; --resume goes on from "), told);
        assertTrue(Files.notExists(parts.resolve("weights.safetensors")));
        train("cnn", data, 3, parts, true, () -> false, 1);
        assertArrayEquals(
                Files.readAllBytes(whole.resolve("weights.safetensors")),
                Files.readAllBytes(parts.resolve("weights.safetensors")));
    }

    @Test
    void networkForImagesRefusesOthers() throws IOException {
        Split letters = DataSets.load("letters");
        var e = assertThrows(IllegalArgumentException.class, () -> train("cnn", letters, 1));
        assertEquals(
                "cnn: samples have shape [16]; expected images [channels, height, width]",
                e.getMessage());
    }

    @Test
    void unknownNamesListWhatThereIs() {
        var network =
                assertThrows(IllegalArgumentException.class, () -> Recipes.named("transformer"));
        for (Recipe recipe : Recipes.all()) {
            assertTrue(network.getMessage().contains(recipe.name()), network.getMessage());
        }
        var data = assertThrows(IllegalArgumentException.class, () -> DataSets.load("faces"));
        assertTrue(data.getMessage().contains("digits8x8, letters, idx:FOLDER"));
        var digit = assertThrows(IllegalArgumentException.class, () -> DataSets.load("digits:3,x"));
        assertTrue(digit.getMessage().startsWith("data: class \"x\" is unknown"));
        assertThrows(IOException.class, () -> DataSets.load("idx:" + folder.resolve("nowhere")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"cnn", "resnet", "mlp", "perceptron"})
    void everyRecipeNamesDataThatExist(String name) throws IOException {
        assertTrue(DataSets.load(Recipes.named(name).data()).train().size() > 0);
    }

    /** A few digits of every class. */
    private static Split few() throws IOException {
        Split digits = DataSets.load("digits");
        return new Split(every(20, digits.train()), every(20, digits.test()));
    }

    private static Dataset every(int step, Dataset data) {
        return data.select(IntStream.range(0, data.size() / step).map(i -> i * step).toArray());
    }

    private void train(String name, Split data, @Nullable Integer epochs) throws IOException {
        train(name, data, epochs, folder, false, () -> false, 2);
    }

    private void train(
            String name,
            Split data,
            @Nullable Integer epochs,
            Path out,
            boolean resume,
            BooleanSupplier stop,
            int threads)
            throws IOException {
        StringWriter text = new StringWriter();
        try (Session session =
                Ranvier.open("cpu", SessionOptions.defaults().withThreads(threads))) {
            Recipes.named(name)
                    .train(
                            new Job(
                                    session,
                                    data,
                                    "few",
                                    1,
                                    epochs,
                                    null,
                                    out,
                                    resume,
                                    stop,
                                    new PrintWriter(text, true)));
        }
        told = text.toString();
    }
}
