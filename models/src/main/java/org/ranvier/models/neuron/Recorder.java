package org.ranvier.models.neuron;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.ranvier.Scope;
import org.ranvier.Session;
import org.ranvier.Shape;
import org.ranvier.Tensor;

/**
 * Keeps what tensors of one shape were over time. Values gather on the device and come to the host
 * in blocks, so that recording does not wait for the device at every step.
 */
public final class Recorder implements AutoCloseable {
    /** How many elements a block has at most, unless a single tensor has more. */
    private static final long BLOCK = 1 << 16;

    private final List<Tensor> waiting = new ArrayList<>();
    private final List<double[]> blocks = new ArrayList<>();
    private Shape shape = Shape.SCALAR;
    private int count;

    /** Begins without values. */
    public Recorder() {}

    /**
     * Records a value. The elements must not be changed in place afterwards.
     *
     * @param value a tensor of the shape of those recorded before
     * @throws IllegalArgumentException if its shape is another
     */
    public void record(Tensor value) {
        if (count > 0 && !value.shape().equals(shape)) {
            throw new IllegalArgumentException(
                    "recorder: a value of shape " + value.shape() + " after some of " + shape);
        }
        shape = value.shape();
        waiting.add(value.session().keep(value.detach()));
        count++;
        if (waiting.size() * shape.elements() >= BLOCK) {
            fetch();
        }
    }

    /**
     * How many values were recorded.
     *
     * @return the number
     */
    public int count() {
        return count;
    }

    /**
     * What one element was over time.
     *
     * @param element its position in row-major order
     * @return a value for each time
     * @throws IndexOutOfBoundsException if there is no such element
     */
    public double[] trace(int element) {
        fetch();
        int width = Math.toIntExact(shape.elements());
        double[] trace = new double[count];
        int at = 0;
        for (double[] block : blocks) {
            for (int i = Objects.checkIndex(element, width); i < block.length; i += width) {
                trace[at++] = block[i];
            }
        }
        return trace;
    }

    private void fetch() {
        if (waiting.isEmpty()) {
            return;
        }
        Session session = waiting.getFirst().session();
        try (Scope _ = session.scope("recorder")) {
            blocks.add(session.stack(0, waiting).toDoubleArray());
        }
        close();
    }

    /** Frees what still lies on the device; it is not recorded. */
    @Override
    public void close() {
        waiting.forEach(Tensor::close);
        waiting.clear();
    }
}
