package org.ranvier.models.data;

import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;

/**
 * 5,000 handwritten digits of 20×20 grey pixels, 0 for the ground to 1 for ink. Of each class the
 * first 400 train, the last 100 test. They come with this library; see PROVENANCE.md beside them.
 */
public final class Digits {
    /** Rows and columns of an image. */
    public static final int SIZE = 20;

    private static final int PER_CLASS = 500;
    private static final int TRAIN_PER_CLASS = 400;
    private static final int COLUMNS = 100;
    private static final int ROWS = 50;

    private Digits() {}

    /**
     * The digits as images {@code [1, 20, 20]} with classes 0 to 9.
     *
     * @return 4,000 to train, 1,000 to test
     */
    public static Split load() {
        return decode(Resources.read("digits.png"));
    }

    static Split decode(byte[] file) {
        BufferedImage image = image(file);
        if (image.getWidth() != COLUMNS * SIZE || image.getHeight() != ROWS * SIZE) {
            throw new IllegalArgumentException(
                    "digits: the image has "
                            + image.getWidth()
                            + "×"
                            + image.getHeight()
                            + " pixels, expected "
                            + COLUMNS * SIZE
                            + "×"
                            + ROWS * SIZE);
        }
        float[] pixels = new float[COLUMNS * ROWS * SIZE * SIZE];
        int[] labels = new int[COLUMNS * ROWS];
        Raster raster = image.getRaster();
        int[] cell = new int[SIZE * SIZE];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = i / PER_CLASS;
            int x = i % COLUMNS * SIZE;
            int y = i / COLUMNS * SIZE;
            raster.getSamples(x, y, SIZE, SIZE, 0, cell);
            for (int p = 0; p < cell.length; p++) {
                pixels[i * cell.length + p] = cell[p] / 255f;
            }
        }
        List<String> names = IntStream.range(0, 10).mapToObj(Integer::toString).toList();
        Dataset all =
                Dataset.of(Column.of(pixels, 1, SIZE, SIZE), Column.of(labels)).withClasses(names);
        return new Split(part(all, true), part(all, false));
    }

    private static Dataset part(Dataset all, boolean train) {
        return all.select(
                IntStream.range(0, all.size())
                        .filter(i -> i % PER_CLASS < TRAIN_PER_CLASS == train)
                        .toArray());
    }

    private static BufferedImage image(byte[] file) {
        try {
            BufferedImage image = ImageIO.read(new ByteArrayInputStream(file));
            if (image == null) {
                throw new IllegalArgumentException("digits: the file is not an image");
            }
            return image;
        } catch (IOException | IndexOutOfBoundsException e) {
            throw new IllegalArgumentException(
                    "digits: the image is damaged or cut off ("
                            + file.length
                            + " bytes): "
                            + e.getMessage(),
                    e);
        }
    }
}
