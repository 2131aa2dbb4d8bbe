package org.ranvier.cpu.loop;

import org.ranvier.spi.Operand;

/**
 * A block of the index space: for each operand a {@link Tile}. The rows of all tiles come as
 * equally long runs of neighbouring elements; if all lie without gaps there is a single run.
 */
public final class Block {
    private final Space space;
    private final Tile[] tiles;
    private long rows;
    private long columns;
    private boolean dense;

    Block(Space space, Operand... operands) {
        this.space = space;
        this.tiles = new Tile[operands.length];
        for (int k = 0; k < tiles.length; k++) {
            tiles[k] = new Tile(operands[k], k);
        }
    }

    /** Goes to the rectangle of the last two axes that begins at an index. */
    void move(long[] index, long height, long width) {
        rows = height;
        columns = width;
        dense = true;
        int last = space.rank() - 1;
        for (int k = 0; k < tiles.length; k++) {
            long[] stride = space.strides()[k];
            long position = space.offsets()[k];
            for (int i = 0; i <= last; i++) {
                position += index[i] * stride[i];
            }
            tiles[k].move(position, stride[last - 1], stride[last], height, width);
            dense &= tiles[k].isDense(height, width);
        }
    }

    void load() {
        for (int k = 1; k < tiles.length; k++) {
            tiles[k].load(rows, columns);
        }
    }

    void store() {
        tiles[0].store(rows, columns);
    }

    /** Copies the only input to the output. */
    void copy() {
        tiles[1].copyTo(tiles[0], rows, columns);
    }

    /**
     * An operand's part.
     *
     * @param operand its number; 0 is the output
     * @return its tile
     */
    public Tile tile(int operand) {
        return tiles[operand];
    }

    /**
     * How many runs the block has.
     *
     * @return at least 1
     */
    public int runs() {
        return dense ? 1 : (int) rows;
    }

    /**
     * How long a run is.
     *
     * @return its number of elements, for each operand
     */
    public int length() {
        return (int) (dense ? rows * columns : columns);
    }
}
