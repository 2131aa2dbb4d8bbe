package org.ranvier.app.plot;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.List;

/** Small pictures in rows, each with a caption. */
public final class ImageGrid {
    private static final int TOP = 40;
    private static final int GAP = 16;
    private static final int CAPTION = 36;

    private ImageGrid() {}

    /**
     * A picture and what is said of it.
     *
     * @param image the picture
     * @param caption the first line below it
     * @param note the second line, in a lighter colour
     */
    public record Cell(BufferedImage image, String caption, String note) {}

    /**
     * Draws pictures, enlarged without smoothing.
     *
     * @param title what stands above them
     * @param cells the pictures, in reading order
     * @param columns how many a row
     * @param side the width and height of each, in pixels
     * @return the whole
     */
    public static BufferedImage draw(String title, List<Cell> cells, int columns, int side) {
        int rows = Math.max(1, Math.ceilDiv(cells.size(), columns));
        int width = GAP + columns * (side + GAP);
        BufferedImage whole = Picture.paper(width, TOP + rows * (side + CAPTION + GAP));
        Graphics2D pen = Picture.pen(whole);
        pen.setFont(Picture.bold(15));
        Picture.centre(pen, title, width / 2.0, 18);
        for (int i = 0; i < cells.size(); i++) {
            int x = GAP + i % columns * (side + GAP);
            int y = TOP + i / columns * (side + CAPTION + GAP);
            cell(pen, cells.get(i), x, y, side);
        }
        pen.dispose();
        return whole;
    }

    private static void cell(Graphics2D pen, Cell cell, int x, int y, int side) {
        pen.drawImage(cell.image(), x, y, side, side, null);
        pen.setColor(Picture.INK);
        pen.setFont(Picture.plain(13));
        Picture.centre(pen, cell.caption(), x + side / 2.0, y + side + 12);
        pen.setColor(Color.GRAY);
        pen.setFont(Picture.plain(12));
        Picture.centre(pen, cell.note(), x + side / 2.0, y + side + 28);
    }
}
