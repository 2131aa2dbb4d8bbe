package org.ranvier.models.neuron;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.ranvier.Scope;
import org.ranvier.Session;
import org.ranvier.Shape;
import org.ranvier.Tensor;

/**
 * Lets tensors of one shape gather on the device and hands them on in blocks, so that recording
 * does not wait for the device at every step.
 */
final class Blocks implements AutoCloseable {
    /** How many elements a block has at most, unless a single tensor has more. */
    private static final long LIMIT = 1 << 18;

    private final Consumer<Tensor> sink;
    private final List<Tensor> waiting = new ArrayList<>();
    private Shape shape = Shape.SCALAR;
    private int count;
    private long held;

    /** The sink gets tensors whose axis 0 is time. */
    Blocks(Consumer<Tensor> sink) {
        this.sink = sink;
    }

    void add(Tensor value) {
        addAll(value.unsqueeze(0));
    }

    /** Adds values along axis 0. */
    void addAll(Tensor values) {
        Shape each = values.shape().without(0);
        if (count > 0 && !each.equals(shape)) {
            throw new IllegalArgumentException(
                    "recorder: a value of shape " + each + " after some of " + shape);
        }
        shape = each;
        waiting.add(values.session().keep(values.detach()));
        int added = Math.toIntExact(values.size(0));
        count += added;
        held += added;
        if (held * shape.elements() >= LIMIT) {
            flush();
        }
    }

    /** How many values were added. */
    int count() {
        return count;
    }

    /** Of each value. */
    Shape shape() {
        return shape;
    }

    /** Hands on what still waits. */
    void flush() {
        if (waiting.isEmpty()) {
            return;
        }
        Session session = waiting.getFirst().session();
        try (Scope _ = session.scope("recorder")) {
            sink.accept(session.concat(0, waiting));
        }
        close();
    }

    /** Frees what still waits. */
    @Override
    public void close() {
        waiting.forEach(Tensor::close);
        waiting.clear();
        held = 0;
    }
}
