package org.ranvier.models.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.ranvier.Shape;

class BundledDataTest {
    @TempDir Path folder;

    @Test
    void checksumsAreThoseOfTheProvenance() throws NoSuchAlgorithmException {
        String provenance = new String(Resources.read("PROVENANCE.md"), StandardCharsets.UTF_8);
        for (String name :
                new String[] {
                    "digits.png",
                    "digits.csv.gz",
                    "letter-recognition.data",
                    "sotu.txt.gz",
                    "first-names-en.txt.gz"
                }) {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(Resources.read(name));
            String line =
                    provenance
                            .lines()
                            .filter(l -> l.startsWith("| " + name))
                            .findFirst()
                            .orElseThrow();
            assertTrue(line.contains(HexFormat.of().formatHex(hash)), line);
        }
    }

    @Test
    void textsAreThoseDescribed() {
        List<String> names = Names.load();
        assertEquals(8422, names.size());
        assertTrue(names.stream().allMatch(name -> name.matches("[A-Z][A-Za-z-]+")), "names");
        List<String> addresses = StateOfTheUnion.load();
        assertEquals(211, addresses.size());
        long words = addresses.stream().mapToLong(a -> a.split(" ").length).sum();
        assertEquals(1.79e6, words, 1e4);
    }

    private static void checkClasses(Dataset data, int classes, int each) {
        int[] counts = new int[classes];
        for (int i = 0; i < data.size(); i++) {
            counts[data.label(i)]++;
        }
        if (each > 0) {
            assertEquals(each, Arrays.stream(counts).max().orElseThrow());
        }
        assertTrue(Arrays.stream(counts).min().orElseThrow() > 0);
        assertEquals(classes, data.classes().size());
    }

    @Test
    void digits() {
        Split digits = Digits.load();
        assertEquals(4000, digits.train().size());
        assertEquals(1000, digits.test().size());
        assertEquals(Shape.of(1, 20, 20), digits.train().features().sample());
        checkClasses(digits.train(), 10, 400);
        checkClasses(digits.test(), 10, 100);
        float[] image = digits.train().feature(0).toArray(ValueLayout.JAVA_FLOAT_UNALIGNED);
        float brightest = 0;
        for (float v : image) {
            assertTrue(v >= 0 && v <= 1);
            brightest = Math.max(brightest, v);
        }
        assertTrue(brightest > 0.9f);
        assertTrue(image[0] == 0, "the ground is 0");
    }

    @Test
    void smallDigitsAndLetters() {
        Split small = SmallDigits.load();
        assertEquals(1438, small.train().size());
        assertEquals(359, small.test().size());
        checkClasses(small.test(), 10, 0);
        assertEquals(0, small.train().label(0));
        assertEquals(
                5 / 16f, small.train().feature(0).toArray(ValueLayout.JAVA_FLOAT_UNALIGNED)[2]);
        Split letters = Letters.load();
        assertEquals(16000, letters.train().size());
        assertEquals(4000, letters.test().size());
        checkClasses(letters.test(), 26, 0);
        assertEquals('T' - 'A', letters.train().label(0));
        assertEquals("T", letters.train().classes().get(letters.train().label(0)));
    }

    @Test
    void noisyLine() {
        Dataset line = NoisyLine.line(3);
        assertEquals(-1.3f, line.target(0).get(ValueLayout.JAVA_FLOAT_UNALIGNED, 0), 1e-6f);
        Dataset samples = NoisyLine.samples(5, 0, 1);
        float x = samples.feature(2).get(ValueLayout.JAVA_FLOAT_UNALIGNED, 0);
        assertEquals(
                0.4f * x - 0.9f, samples.target(2).get(ValueLayout.JAVA_FLOAT_UNALIGNED, 0), 1e-6f);
    }

    private static void refused(String why, Executable load) {
        String message = assertThrows(IllegalArgumentException.class, load).getMessage();
        assertTrue(message.contains(why), message);
    }

    @Test
    void truncatedImagesAreRefused() {
        byte[] whole = Resources.read("digits.png");
        for (int length : new int[] {40, 1000, whole.length / 2}) {
            refused("damaged or cut off", () -> Digits.decode(Arrays.copyOf(whole, length)));
        }
        refused("not an image", () -> Digits.decode(new byte[0]));
        refused(
                "not an image",
                () -> Digits.decode("no image".getBytes(StandardCharsets.US_ASCII)));
    }

    @Test
    void damagedTablesAreRefused() throws IOException {
        byte[] whole = Resources.read("digits.csv.gz");
        refused("damaged or cut off", () -> SmallDigits.decode(Arrays.copyOf(whole, 5000)));
        refused("damaged or cut off", () -> SmallDigits.decode(new byte[10]));
        refused("line 1 has 3 fields, expected 65", () -> SmallDigits.decode(zip("1,2,3\n")));
        refused("the file is empty", () -> SmallDigits.decode(zip("")));
        refused(
                "line 1: expected a whole number from 0 to 16, got \"17\"",
                () -> SmallDigits.decode(zip("17," + "0,".repeat(63) + "0\n")));
        String row = ",1".repeat(16);
        refused(
                "line 2: expected a letter A to Z, got \"a\"",
                () ->
                        Letters.decode(
                                ("A" + row + "\na" + row).getBytes(StandardCharsets.US_ASCII)));
        refused(
                "got \"x\"",
                () ->
                        Letters.decode(
                                ("A,x" + ",1".repeat(15)).getBytes(StandardCharsets.US_ASCII)));
    }

    private static byte[] zip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.US_ASCII));
        }
        return bytes.toByteArray();
    }

    private void idx(String name, int... bytes) throws IOException {
        byte[] content = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            content[i] = (byte) bytes[i];
        }
        Files.write(folder.resolve(name), content);
    }

    private void completeIdx() throws IOException {
        idx(
                "train-images-idx3-ubyte",
                0,
                0,
                8,
                3,
                0,
                0,
                0,
                2,
                0,
                0,
                0,
                1,
                0,
                0,
                0,
                2,
                0,
                255,
                51,
                0);
        idx("train-labels-idx1-ubyte", 0, 0, 8, 1, 0, 0, 0, 2, 3, 9);
        idx("t10k-images.idx3-ubyte", 0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 2, 1, 2);
        idx("t10k-labels-idx1-ubyte", 0, 0, 8, 1, 0, 0, 0, 1, 1);
    }

    @Test
    void idxFiles() throws IOException {
        completeIdx();
        Split split = Idx.load(folder);
        assertEquals(Shape.of(1, 1, 2), split.train().features().sample());
        assertEquals(9, split.train().label(1));
        assertEquals(0.2f, split.train().feature(1).get(ValueLayout.JAVA_FLOAT_UNALIGNED, 0));
        assertEquals(10, split.train().classes().size());
        assertEquals(1, split.test().size());
    }

    private void refusedIdx(String why) {
        String message = assertThrows(IOException.class, () -> Idx.load(folder)).getMessage();
        assertTrue(message.contains(why), message);
    }

    @Test
    void damagedIdxFilesAreRefused() throws IOException {
        refusedIdx("there is neither train-images-idx3-ubyte nor");
        completeIdx();
        idx("train-images-idx3-ubyte", 0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 2, 0, 255, 51);
        refusedIdx("train-images-idx3-ubyte: the file is cut off: 3 of 4 bytes");
        idx("train-images-idx3-ubyte", 0, 0, 8, 3, 0);
        refusedIdx("cut off: 5 bytes hold no header");
        idx("train-images-idx3-ubyte", 0, 0, 8, 1, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 2, 0, 1, 1, 0);
        refusedIdx("begins with 00000801, expected 00000803");
        idx("train-images-idx3-ubyte", 0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 2, 0, 1, 1);
        refusedIdx("1 bytes too many");
        idx("train-images-idx3-ubyte", 0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 2, 0, 1);
        refusedIdx("holds 1 images");
        idx("train-images-idx3-ubyte", 0, 0, 8, 3, 127, 0, 0, 1, 127, 0, 0, 1, 127, 0, 0, 2, 0, 1);
        refusedIdx("more than 2 GiB");
        Files.write(folder.resolve("t10k-labels-idx1-ubyte.gz"), new byte[] {31, 8, 1});
        completeIdx();
        Files.delete(folder.resolve("t10k-labels-idx1-ubyte"));
        refusedIdx("t10k-labels-idx1-ubyte.gz");
    }
}
