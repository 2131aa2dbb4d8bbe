package org.ranvier.cpu.pool;

import java.util.List;
import org.ranvier.Shape;
import org.ranvier.op.Window;

/**
 * Windows over three spatial axes; missing ones are in front and have size 1.
 *
 * @param layers the first axis
 * @param rows the second
 * @param columns the third, of neighbours
 */
record Windows(PoolAxis layers, PoolAxis rows, PoolAxis columns) {
    static Windows of(List<Window> given, Shape x, Shape y) {
        PoolAxis[] axes = {PoolAxis.NONE, PoolAxis.NONE, PoolAxis.NONE};
        int missing = 3 - given.size();
        for (int i = 0; i < given.size(); i++) {
            axes[missing + i] = new PoolAxis(given.get(i), x.size(2 + i), y.size(2 + i));
        }
        return new Windows(axes[0], axes[1], axes[2]);
    }

    /** Elements of a channel of the input. */
    long inputs() {
        return layers.in() * rows.in() * columns.in();
    }

    /** Elements of a channel of the output. */
    long outputs() {
        return layers.out() * rows.out() * columns.out();
    }

    /** Elements of a window. */
    long size() {
        return layers.window().size() * rows.window().size() * columns.window().size();
    }
}
