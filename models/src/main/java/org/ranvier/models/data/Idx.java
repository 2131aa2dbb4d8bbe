package org.ranvier.models.data;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;

/**
 * Reads data sets in the IDX format, as MNIST and its kin come: unsigned bytes behind a header of
 * big-endian sizes, plain or in gzip.
 */
public final class Idx {
    private static final int UNSIGNED_BYTES = 0x08;
    private static final float WHITE = 255;

    private record Array(int[] sizes, byte[] elements) {}

    private Idx() {}

    /**
     * Reads the four files of MNIST or a data set of the same form, as {@code
     * train-images-idx3-ubyte} or {@code t10k-labels-idx1-ubyte.gz}.
     *
     * @param folder where they are
     * @return images {@code [1, H, W]} from 0 to 1, with their classes
     * @throws IOException if a file is missing or damaged; the message names it
     */
    public static Split load(Path folder) throws IOException {
        return new Split(load(folder, "train"), load(folder, "t10k"));
    }

    private static Dataset load(Path folder, String part) throws IOException {
        Path imageFile = find(folder, part + "-images-idx3-ubyte");
        Path labelFile = find(folder, part + "-labels-idx1-ubyte");
        Array images = read(imageFile, 3);
        Array labels = read(labelFile, 1);
        if (images.sizes[0] != labels.sizes[0]) {
            throw new IOException(
                    imageFile
                            + " holds "
                            + images.sizes[0]
                            + " images, "
                            + labelFile
                            + " "
                            + labels.sizes[0]
                            + " labels");
        }
        float[] pixels = new float[images.elements.length];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (images.elements[i] & 0xFF) / WHITE;
        }
        int[] classes = new int[labels.elements.length];
        for (int i = 0; i < classes.length; i++) {
            classes[i] = labels.elements[i] & 0xFF;
        }
        int most = IntStream.of(classes).max().orElse(0);
        List<String> names = IntStream.rangeClosed(0, most).mapToObj(Integer::toString).toList();
        return Dataset.of(
                        Column.of(pixels, 1, images.sizes[1], images.sizes[2]), Column.of(classes))
                .withClasses(names);
    }

    private static Path find(Path folder, String name) throws IOException {
        for (String candidate :
                List.of(
                        name,
                        name + ".gz",
                        name.replace("-idx", ".idx"),
                        name.replace("-idx", ".idx") + ".gz")) {
            Path path = folder.resolve(candidate);
            if (Files.isRegularFile(path)) {
                return path;
            }
        }
        throw new IOException(
                folder + ": there is neither " + name + " nor " + name + ".gz in this folder");
    }

    private static Array read(Path path, int rank) throws IOException {
        try (InputStream file = new BufferedInputStream(Files.newInputStream(path))) {
            byte[] bytes =
                    path.toString().endsWith(".gz")
                            ? new GZIPInputStream(file).readAllBytes()
                            : file.readAllBytes();
            return decode(new ByteArrayInputStream(bytes), rank, bytes.length);
        } catch (EOFException e) {
            throw new IOException(path + ": the file is cut off: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new IOException(path + ": " + e.getMessage(), e);
        }
    }

    private static Array decode(InputStream in, int rank, int length) throws IOException {
        ByteBuffer header = ByteBuffer.wrap(in.readNBytes(4 + 4 * rank));
        if (header.limit() < 4 + 4 * rank) {
            throw new EOFException(length + " bytes hold no header");
        }
        int magic = header.getInt();
        if (magic != (UNSIGNED_BYTES << 8 | rank)) {
            throw new IOException(
                    String.format(
                            "no IDX file of unsigned bytes with %d axes: it begins with %08x,"
                                    + " expected %08x",
                            rank, magic, UNSIGNED_BYTES << 8 | rank));
        }
        int[] sizes = new int[rank];
        long expected = 1;
        for (int i = 0; i < rank; i++) {
            sizes[i] = header.getInt();
            if (sizes[i] < 1) {
                throw new IOException("axis " + i + " has size " + sizes[i]);
            }
            expected = Math.min(expected * sizes[i], Integer.MAX_VALUE + 1L);
        }
        if (expected > Integer.MAX_VALUE) {
            throw new IOException("sizes " + Arrays.toString(sizes) + " are more than 2 GiB");
        }
        byte[] elements = in.readAllBytes();
        if (elements.length < expected) {
            throw new EOFException(elements.length + " of " + expected + " bytes");
        }
        if (elements.length > expected) {
            throw new IOException(elements.length - expected + " bytes too many");
        }
        return new Array(sizes, elements);
    }
}
