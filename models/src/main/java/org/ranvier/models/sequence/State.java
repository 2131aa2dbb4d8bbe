package org.ranvier.models.sequence;

import java.util.List;
import org.ranvier.Session;
import org.ranvier.Tensor;

/**
 * What a layer carries from one step of a sequence to the next. It is a value: a step makes a new
 * one.
 *
 * @param tensors in an order that the layer states
 */
public record State(List<Tensor> tensors) {
    /** Copies the list. */
    public State {
        tensors = List.copyOf(tensors);
    }

    /**
     * A state of some tensors.
     *
     * @param tensors the tensors
     * @return the state
     */
    public static State of(Tensor... tensors) {
        return new State(List.of(tensors));
    }

    /**
     * One of its tensors.
     *
     * @param index which
     * @return the tensor
     */
    public Tensor get(int index) {
        return tensors.get(index);
    }

    /**
     * The same values without their past: gradients end here. So back-propagation through time is
     * truncated.
     *
     * @return the state, cut off from every tape
     */
    public State detach() {
        return new State(tensors.stream().map(Tensor::detach).toList());
    }

    /**
     * Hands the tensors on to the session, so that they outlive the scope they were made in, until
     * they are closed.
     *
     * @return this state
     */
    public State keep() {
        for (Tensor tensor : tensors) {
            Session session = tensor.session();
            session.keep(tensor);
        }
        return this;
    }

    /** Gives up the tensors. */
    public void close() {
        tensors.forEach(Tensor::close);
    }
}
