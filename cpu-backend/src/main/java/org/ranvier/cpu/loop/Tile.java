package org.ranvier.cpu.loop;

import java.lang.foreign.MemorySegment;
import org.ranvier.cpu.memory.HostBuffer;
import org.ranvier.cpu.memory.Scratch;
import org.ranvier.spi.Operand;

/**
 * An operand's part of a block, as rows of neighbouring elements: in place, or in scratch memory.
 */
public final class Tile {
    private final MemorySegment source;
    private final int bytes;
    private final int slot;
    private Strided place;
    private boolean direct;
    private long pitch;
    private long packedPosition = -1;
    private long packedRows;
    private long packedColumns;

    Tile(Operand operand, int slot) {
        this.source = HostBuffer.of(operand);
        this.bytes = operand.dtype().byteSize();
        this.slot = slot;
        this.place = Strided.dense(source.address(), bytes, 1);
    }

    void move(long position, long down, long across, long rows, long columns) {
        boolean same = position == packedPosition && rows == packedRows && columns == packedColumns;
        if (!same) {
            packedPosition = -1;
        }
        place = new Strided(source.address(), bytes, position, down, across);
        boolean dense = across == 1 && (down == columns || rows == 1);
        direct = dense || across == 1 && columns >= Blocks.LONG_ROW;
        pitch = direct && rows > 1 ? down : columns;
    }

    /** Brings the elements together where they do not lie so. */
    void load(long rows, long columns) {
        if (!direct && packedPosition < 0) {
            place.copyTo(Strided.dense(scratch().address(), bytes, columns), rows, columns);
            packedPosition = place.position();
            packedRows = rows;
            packedColumns = columns;
        }
    }

    /** Puts the elements where they belong. */
    void store(long rows, long columns) {
        if (!direct) {
            Strided.dense(scratch().address(), bytes, columns).copyTo(place, rows, columns);
        }
    }

    void copyTo(Tile target, long rows, long columns) {
        place.copyTo(target.place, rows, columns);
    }

    private MemorySegment scratch() {
        return Scratch.local().memory(slot);
    }

    boolean isDense(long rows, long columns) {
        return rows == 1 || pitch == columns;
    }

    /**
     * Where a run begins.
     *
     * @param run its number
     * @return its address, in the operand's buffer or in scratch memory
     */
    public long address(int run) {
        return direct
                ? source.address() + (place.position() + run * pitch) * bytes
                : scratch().address() + run * pitch * bytes;
    }
}
