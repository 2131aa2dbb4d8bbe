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
    @ValueSource(strings = {"cnn", "resnet", "mlp", "spiking"})
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

    @ParameterizedTest
    @ValueSource(strings = {"cnn", "transformer"})
    void interruptedTrainingGoesOnToTheSameWeights(String name) throws IOException {
        Split data = name.equals("cnn") ? few() : quickBrownFox();
        Path whole = folder.resolve("whole");
        train(name, data, 3, whole, false, () -> false, 2);
        AtomicInteger steps = new AtomicInteger();
        Path parts = folder.resolve("parts");
        train(name, data, 3, parts, false, () -> steps.incrementAndGet() == 5, 2);
        assertTrue(told.contains("interrupted; --resume goes on from "), told);
        assertTrue(Files.notExists(parts.resolve("weights.safetensors")));
        train(name, data, 3, parts, true, () -> false, 1);
        assertArrayEquals(
                Files.readAllBytes(whole.resolve("weights.safetensors")),
                Files.readAllBytes(parts.resolve("weights.safetensors")));
    }

    @Test
    void namesLeaveNewWordsAndAPicture() throws IOException {
        Split names = DataSets.load("names");
        assertEquals(8422, names.train().size() + names.test().size());
        assertEquals(842, names.test().size());
        assertTrue(Texts.words(names.train()).contains("Aaron"));
        train("names", new Split(every(50, names.train()), every(50, names.test())), 1);
        for (String network : new String[] {"lstm", "gru"}) {
            assertTrue(told.contains("\n" + network + ": "), told);
            assertTrue(Files.exists(folder.resolve(network + "-weights.safetensors")));
            assertTrue(Files.readString(folder.resolve(network + ".txt")).lines().count() > 10);
        }
        double bits = Double.parseDouble(told.replaceAll("(?s).*lstm: ([0-9.]+) bits.*", "$1"));
        assertTrue(bits > 1.5 && bits < Math.log(54) / Math.log(2), told);
        assertTrue(ImageIO.read(folder.resolve("results.png").toFile()).getWidth() >= 800);
    }

    @Test
    void transformerLeavesWeightsTextsAndAPicture() throws IOException {
        train("transformer", quickBrownFox(), 1);
        assertTrue(told.contains("2,429 characters to train, 269 to test"), told);
        assertTrue(told.contains("\nheld-out loss "), told);
        String samples = Files.readString(folder.resolve("samples.txt"));
        assertTrue(samples.startsWith("The quick brown fox jumps over t|"), samples);
        try (SafeTensors weights = SafeTensors.open(folder.resolve("weights.safetensors"))) {
            assertEquals("transformer", weights.metadata().get("network"));
        }
        assertTrue(ImageIO.read(folder.resolve("results.png").toFile()).getWidth() >= 800);
        var e = assertThrows(IllegalArgumentException.class, () -> train("names", few(), 1));
        assertEquals("names: few are no words; expected names", e.getMessage());
    }

    @Test
    void stateOfTheUnionIsCutByAddresses() throws IOException {
        Split text = DataSets.load("sotu");
        // A line's end less for each part, and no target for its last character.
        assertEquals(10_760_042 - 4, text.train().size() + text.test().size());
        assertEquals(text.train().classes(), text.test().classes());
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
        var network = assertThrows(IllegalArgumentException.class, () -> Recipes.named("oracle"));
        for (Recipe recipe : Recipes.all()) {
            assertTrue(network.getMessage().contains(recipe.name()), network.getMessage());
        }
        var data = assertThrows(IllegalArgumentException.class, () -> DataSets.load("faces"));
        assertTrue(data.getMessage().contains("letters, names, sotu, text:FILE, idx:FOLDER"));
        var digit = assertThrows(IllegalArgumentException.class, () -> DataSets.load("digits:3,x"));
        assertTrue(digit.getMessage().startsWith("data: class \"x\" is unknown"));
        assertThrows(IOException.class, () -> DataSets.load("idx:" + folder.resolve("nowhere")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"cnn", "resnet", "mlp", "spiking", "names", "transformer", "perceptron"})
    void everyRecipeNamesDataThatExist(String name) throws IOException {
        assertTrue(DataSets.load(Recipes.named(name).data()).train().size() > 0);
    }

    private Split quickBrownFox() throws IOException {
        Path file = folder.resolve("text.txt");
        Files.writeString(file, "The quick brown fox jumps over the lazy dog. ".repeat(60));
        return DataSets.load("text:" + file);
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
