package org.ranvier.models.neuron;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.ranvier.Tensor;

/** Keeps what a tensor was over time, such as the potentials of a population. */
public final class Recorder implements AutoCloseable {
    private final List<double[]> fetched = new ArrayList<>();
    private final Blocks blocks = new Blocks(block -> fetched.add(block.toDoubleArray()));

    /** Begins without values. */
    public Recorder() {}

    /**
     * Records a value. Its elements must not be changed in place afterwards.
     *
     * @param value a tensor of the shape of those recorded before
     * @throws IllegalArgumentException if its shape is another
     */
    public void record(Tensor value) {
        blocks.add(value);
    }

    /**
     * How many values were recorded.
     *
     * @return the number
     */
    public int count() {
        return blocks.count();
    }

    /**
     * What one element was over time.
     *
     * @param element its position in row-major order
     * @return a value for each time
     * @throws IndexOutOfBoundsException if there is no such element
     */
    public double[] trace(int element) {
        blocks.flush();
        int width = Math.toIntExact(blocks.shape().elements());
        int first = Objects.checkIndex(element, width);
        double[] trace = new double[count()];
        int at = 0;
        for (double[] block : fetched) {
            for (int i = first; i < block.length; i += width) {
                trace[at++] = block[i];
            }
        }
        return trace;
    }

    /** Frees what still lies on the device; it is no longer recorded. */
    @Override
    public void close() {
        blocks.close();
    }
}
