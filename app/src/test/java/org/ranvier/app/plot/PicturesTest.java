package org.ranvier.app.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PicturesTest {
    @TempDir private Path folder;

    @Test
    void chartShowsItsCurvesInTheirColours() {
        double[] x = IntStream.range(0, 50).mapToDouble(i -> i / 10.0).toArray();
        double[] falling = IntStream.range(0, 50).mapToDouble(i -> Math.exp(-i / 10.0)).toArray();
        double[] rising = IntStream.range(0, 50).mapToDouble(i -> 1 - falling[i]).toArray();
        BufferedImage image =
                new Chart("Title", "time (s)", "value", 480, 320)
                        .line("falling", x, falling)
                        .points("rising", x, rising)
                        .draw();
        assertEquals(480, image.getWidth());
        assertEquals(320, image.getHeight());
        assertTrue(pixels(image, 0x0072B2) > 100, "the curve");
        assertTrue(pixels(image, 0xD55E00) > 100, "the points");
    }

    @Test
    void confusionMatrixIsBlueWhereRightAndVermilionWhereWrong() {
        BufferedImage right = ConfusionMatrix.draw("t", List.of("a", "b"), counts(9, 0, 0, 9));
        assertTrue(pixels(right, 0x0072B2) > 1000, "the diagonal");
        assertEquals(0, pixels(right, 0xD55E00));
        BufferedImage wrong = ConfusionMatrix.draw("t", List.of("a", "b"), counts(0, 9, 0, 9));
        assertTrue(pixels(wrong, 0xD55E00) > 1000, "all of class a taken for b");
        BufferedImage empty = ConfusionMatrix.draw("t", List.of("a", "b"), counts(0, 0, 0, 0));
        assertEquals(0, pixels(empty, 0x0072B2) + pixels(empty, 0xD55E00));
    }

    @Test
    void gridEnlargesItsPicturesWithoutSmoothing() {
        BufferedImage checks = Picture.grey(new float[] {1, 0, 0, 1}, 2);
        List<ImageGrid.Cell> cells = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            cells.add(new ImageGrid.Cell(checks, "caption", "note"));
        }
        BufferedImage grid = ImageGrid.draw("t", cells, 3, 40);
        assertEquals(16 + 3 * (40 + 16), grid.getWidth());
        assertTrue(pixels(grid, 0x000000) >= 5 * 2 * 20 * 20, "black quarters");
        int rowAbove = ImageGrid.draw("t", cells.subList(0, 3), 3, 40).getHeight();
        assertTrue(grid.getHeight() > rowAbove, "five do not fit into one row of three");
    }

    @Test
    void greyCutsOffWhatIsOutside() {
        BufferedImage image = Picture.grey(new float[] {-1, 0.5f, 2, Float.NaN}, 2);
        assertEquals(0xFF000000, image.getRGB(0, 0));
        assertEquals(0xFF808080, image.getRGB(1, 0));
        assertEquals(0xFFFFFFFF, image.getRGB(0, 1));
        var e =
                assertThrows(
                        IllegalArgumentException.class, () -> Picture.grey(new float[] {1, 2}, 3));
        assertEquals("grey: 2 values do not make rows of 3", e.getMessage());
    }

    @Test
    void arrangementKeepsEveryPart() {
        BufferedImage black = Picture.grey(new float[6], 3);
        BufferedImage four = Picture.below(Picture.beside(black, black), black);
        assertEquals(6, four.getWidth());
        assertEquals(4, four.getHeight());
        assertEquals(18, pixels(four, 0x000000));
    }

    @Test
    void fileIsAPngInAFolderThatWasMissing() throws Exception {
        Path file = folder.resolve("a folder/picture.png");
        BufferedImage image = Picture.grey(new float[] {0, 1}, 2);
        Picture.write(image, file);
        Picture.write(image, file);
        assertEquals(2, ImageIO.read(file.toFile()).getWidth());
        try (var left = Files.list(file.getParent())) {
            assertEquals(List.of(file), left.toList());
        }
    }

    private static int[][] counts(int... row) {
        return new int[][] {{row[0], row[1]}, {row[2], row[3]}};
    }

    private static long pixels(BufferedImage image, int colour) {
        return IntStream.of(
                        image.getRGB(
                                0,
                                0,
                                image.getWidth(),
                                image.getHeight(),
                                null,
                                0,
                                image.getWidth()))
                .filter(pixel -> (pixel & 0xFFFFFF) == colour)
                .count();
    }
}
