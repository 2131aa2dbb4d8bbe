package org.ranvier.models.neuron;

import java.util.List;
import org.ranvier.DType;
import org.ranvier.Session;
import org.ranvier.Shape;
import org.ranvier.Tensor;

/**
 * A system with explicit state that advances in steps of fixed length. Its state is not in it, so
 * that one description serves many simulations.
 *
 * @param <S> its state
 */
public interface Dynamics<S> {
    /**
     * The state at the beginning.
     *
     * @param session where it shall live
     * @param type F32 or F64
     * @param shape the shape of the population, with a batch axis if there is one
     * @return the state
     */
    S initial(Session session, DType type, Shape shape);

    /**
     * The state one step later.
     *
     * @param state the state now
     * @param input what drives the population during the step; broadcasts to its shape
     * @return the state after the step
     */
    S step(S state, Tensor input);

    /**
     * The tensors a state is made of, in an order that never changes.
     *
     * @param state a state
     * @return its tensors
     */
    List<Tensor> tensors(S state);

    /**
     * The state that is made of tensors.
     *
     * @param tensors as {@link #tensors} gave them
     * @return the state
     */
    S of(List<Tensor> tensors);
}
