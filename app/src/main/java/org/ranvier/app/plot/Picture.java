package org.ranvier.app.plot;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import javax.imageio.ImageIO;

/** What all pictures share: paper, pens, arrangement and the way to a file. */
public final class Picture {
    /** The colour of text and lines. */
    static final Color INK = new Color(0x222222);

    /** Colours that colour-blind people can tell apart (Okabe and Ito, 2008). */
    static final List<Color> PALETTE =
            List.of(
                    new Color(0x0072B2),
                    new Color(0xD55E00),
                    new Color(0x009E73),
                    new Color(0xCC79A7),
                    new Color(0xE69F00),
                    new Color(0x56B4E9));

    private static final String FONT = Font.SANS_SERIF;

    private Picture() {}

    /**
     * Pictures side by side, their tops in line.
     *
     * @param parts the pictures, from left to right
     * @return one picture
     */
    public static BufferedImage beside(BufferedImage... parts) {
        int width = 0;
        int height = 0;
        for (BufferedImage part : parts) {
            width += part.getWidth();
            height = Math.max(height, part.getHeight());
        }
        BufferedImage whole = paper(width, height);
        Graphics2D pen = whole.createGraphics();
        int x = 0;
        for (BufferedImage part : parts) {
            pen.drawImage(part, x, 0, null);
            x += part.getWidth();
        }
        pen.dispose();
        return whole;
    }

    /**
     * Pictures below each other, their left edges in line.
     *
     * @param parts the pictures, from top to bottom
     * @return one picture
     */
    public static BufferedImage below(BufferedImage... parts) {
        int width = 0;
        int height = 0;
        for (BufferedImage part : parts) {
            width = Math.max(width, part.getWidth());
            height += part.getHeight();
        }
        BufferedImage whole = paper(width, height);
        Graphics2D pen = whole.createGraphics();
        int y = 0;
        for (BufferedImage part : parts) {
            pen.drawImage(part, 0, y, null);
            y += part.getHeight();
        }
        pen.dispose();
        return whole;
    }

    /**
     * A grey picture of numbers.
     *
     * @param values row by row; 0 is black and 1 white, what lies outside is cut off
     * @param width the number of columns
     * @return a picture of one pixel a number
     * @throws IllegalArgumentException if the rows are not full
     */
    public static BufferedImage grey(float[] values, int width) {
        if (width < 1 || values.length % width != 0) {
            throw new IllegalArgumentException(
                    "grey: " + values.length + " values do not make rows of " + width);
        }
        BufferedImage image =
                new BufferedImage(width, values.length / width, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < values.length; i++) {
            int level = Math.round(255 * Math.clamp(values[i], 0f, 1f));
            image.setRGB(i % width, i / width, level << 16 | level << 8 | level);
        }
        return image;
    }

    /**
     * Writes a picture as PNG. The file is whole at any time.
     *
     * @param image the picture
     * @param file where to; folders that are missing are made
     * @throws IOException if it cannot be written
     */
    public static void write(BufferedImage image, Path file) throws IOException {
        Path target = file.toAbsolutePath();
        Files.createDirectories(target.getParent());
        Path unfinished = Files.createTempFile(target.getParent(), "picture", ".png");
        try {
            ImageIO.write(image, "png", unfinished.toFile());
            Files.move(unfinished, target, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    static BufferedImage paper(int width, int height) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = image.createGraphics();
        pen.setColor(Color.WHITE);
        pen.fillRect(0, 0, width, height);
        pen.dispose();
        return image;
    }

    static Graphics2D pen(BufferedImage image) {
        Graphics2D pen = image.createGraphics();
        pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        pen.setRenderingHint(
                RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        pen.setColor(INK);
        pen.setFont(plain(13));
        return pen;
    }

    static Font plain(int size) {
        return new Font(FONT, Font.PLAIN, size);
    }

    static Font bold(int size) {
        return new Font(FONT, Font.BOLD, size);
    }

    /** Writes with the middle of the text at a point. */
    static void centre(Graphics2D pen, String text, double x, double y) {
        var metrics = pen.getFontMetrics();
        pen.drawString(
                text,
                (float) (x - metrics.stringWidth(text) / 2.0),
                (float) (y + (metrics.getAscent() - metrics.getDescent()) / 2.0));
    }
}
