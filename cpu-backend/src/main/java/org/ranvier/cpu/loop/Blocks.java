package org.ranvier.cpu.loop;

import java.util.function.Consumer;
import org.ranvier.Layout;
import org.ranvier.cpu.memory.Scratch;
import org.ranvier.cpu.parallel.Workers;
import org.ranvier.spi.Operand;

/**
 * The index space of one output and some inputs, cut into blocks that fit the first-level cache.
 * Where an operand does not lie in rows of neighbours, its part of a block is packed into scratch
 * memory, so that kernels see nothing but dense rows.
 */
public final class Blocks {
    /** From this length on rows are worked on where they lie; shorter ones are packed together. */
    static final long LONG_ROW = 64;

    /** The edge of a square of a transposed operand: each cache line that it touches is used up. */
    private static final long EDGE = 32;

    private static final long COPY_GRAIN = 1 << 16;

    /** Elements of a block where nothing needs packing. */
    private static final long DIRECT = 1 << 14;

    private final Space space;
    private final Operand[] operands;
    private final long height;
    private final long width;
    private final long down;
    private final long across;

    private Blocks(Space space, Operand[] operands) {
        this.space = space;
        this.operands = operands;
        int last = space.rank() - 1;
        long rows = space.sizes()[last - 1];
        long columns = space.sizes()[last];
        boolean scattered = false;
        boolean neighbours = true;
        for (long[] stride : space.strides()) {
            scattered |= stride[last] != 0 && stride[last] != 1;
            neighbours &= stride[last] == 1;
        }
        if (scattered) {
            width = Math.min(columns, EDGE);
            height = Math.min(rows, Scratch.ELEMENTS / width);
        } else {
            boolean direct = neighbours && (rows == 1 || columns >= LONG_ROW);
            long most = direct ? DIRECT : Scratch.ELEMENTS;
            width = Math.min(columns, most);
            height = Math.min(rows, most / width);
        }
        down = Math.ceilDiv(rows, height);
        across = Math.ceilDiv(columns, width);
    }

    /**
     * The blocks of some operands of one shape.
     *
     * @param output what is written
     * @param inputs what is read
     * @return the blocks
     */
    public static Blocks of(Operand output, Operand... inputs) {
        Operand[] operands = new Operand[inputs.length + 1];
        Layout[] layouts = new Layout[operands.length];
        for (int k = 0; k < operands.length; k++) {
            operands[k] = k == 0 ? output : inputs[k - 1];
            layouts[k] = operands[k].layout();
        }
        return new Blocks(Space.of(layouts), operands);
    }

    /**
     * Does every block.
     *
     * @param workers who does it
     * @param grain about how many elements make it worth to wake a thread
     * @param task computes the output's tile from those of the inputs
     */
    public void forEach(Workers workers, long grain, Consumer<Block> task) {
        each(
                workers,
                grain,
                block -> {
                    block.load();
                    task.accept(block);
                    block.store();
                });
    }

    private void each(Workers workers, long grain, Consumer<Block> task) {
        int last = space.rank() - 1;
        long outer = space.elements() / (space.sizes()[last - 1] * space.sizes()[last]);
        workers.parallel(
                outer * down * across,
                Math.max(1, grain / (height * width)),
                (start, end) -> {
                    Block block = new Block(space, operands);
                    long[] index = new long[space.rank()];
                    for (long b = start; b < end; b++) {
                        move(block, b, index);
                        task.accept(block);
                    }
                });
    }

    /**
     * Copies elements to a place of equal shape and type.
     *
     * @param workers who does it
     * @param from what is read
     * @param to what is written
     */
    public static void copy(Workers workers, Operand from, Operand to) {
        of(to, from).each(workers, COPY_GRAIN, Block::copy);
    }

    private void move(Block block, long number, long[] index) {
        int last = space.rank() - 1;
        index[last] = number % across * width;
        long rest = number / across;
        index[last - 1] = rest % down * height;
        rest /= down;
        for (int i = last - 2; i >= 0; i--) {
            index[i] = rest % space.sizes()[i];
            rest /= space.sizes()[i];
        }
        block.move(
                index,
                Math.min(height, space.sizes()[last - 1] - index[last - 1]),
                Math.min(width, space.sizes()[last] - index[last]));
    }
}
