package org.ranvier.app.plot;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;

/** How often each class was taken for each: a row a true class, a column a predicted one. */
public final class ConfusionMatrix {
    private static final int CELL = 40;
    private static final int LEFT = 70;
    private static final int TOP = 80;
    private static final int EDGE = 20;

    private ConfusionMatrix() {}

    /**
     * Draws counts. What is right is blue, what is wrong vermilion; the stronger, the more of its
     * class.
     *
     * @param title what stands above it
     * @param labels the names of the classes
     * @param counts {@code counts[t][p]} samples of class t were taken for p
     * @return the picture
     */
    public static BufferedImage draw(String title, List<String> labels, int[][] counts) {
        int size = labels.size() * CELL;
        BufferedImage image = Picture.paper(LEFT + size + EDGE, TOP + size + EDGE);
        Graphics2D pen = Picture.pen(image);
        axes(pen, title, labels, size);
        for (int row = 0; row < counts.length; row++) {
            long total = Math.max(1, Arrays.stream(counts[row]).sum());
            for (int column = 0; column < counts[row].length; column++) {
                cell(pen, row, column, counts[row][column], total);
            }
        }
        pen.dispose();
        return image;
    }

    private static void axes(Graphics2D pen, String title, List<String> labels, int size) {
        double middle = LEFT + size / 2.0;
        pen.setFont(Picture.bold(15));
        Picture.centre(pen, title, middle, 18);
        pen.setFont(Picture.plain(13));
        Picture.centre(pen, "predicted", middle, 44);
        for (int i = 0; i < labels.size(); i++) {
            double at = (i + 0.5) * CELL;
            Picture.centre(pen, labels.get(i), LEFT + at, TOP - 14);
            Picture.centre(pen, labels.get(i), LEFT - 14, TOP + at);
        }
        var upright = pen.getTransform();
        pen.rotate(-Math.PI / 2, 24, TOP + size / 2.0);
        Picture.centre(pen, "true", 24, TOP + size / 2.0);
        pen.setTransform(upright);
    }

    private static void cell(Graphics2D pen, int row, int column, long count, long total) {
        int x = LEFT + column * CELL;
        int y = TOP + row * CELL;
        double share = count / (double) total;
        boolean right = row == column;
        // Mistakes are few: a single one must be seen.
        double strength = right ? share : count == 0 ? 0 : 0.2 + 0.8 * Math.sqrt(share);
        pen.setColor(mix(Picture.PALETTE.get(right ? 0 : 1), strength));
        pen.fillRect(x, y, CELL - 1, CELL - 1);
        if (count > 0) {
            pen.setColor(strength > 0.55 ? Color.WHITE : Picture.INK);
            Picture.centre(pen, Long.toString(count), x + CELL / 2.0, y + CELL / 2.0);
        }
    }

    /** A colour on almost white paper. */
    private static Color mix(Color colour, double strength) {
        return new Color(
                between(0xF4, colour.getRed(), strength),
                between(0xF4, colour.getGreen(), strength),
                between(0xF4, colour.getBlue(), strength));
    }

    private static int between(int from, int to, double share) {
        return (int) Math.round(from + (to - from) * share);
    }
}
