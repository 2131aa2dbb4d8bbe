package org.ranvier.models.optim;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ranvier.Scope;
import org.ranvier.Session;
import org.ranvier.Tensor;

/** An optimiser at work on a set of parameters, with its state and the number of steps done. */
public final class Descent implements AutoCloseable {
    private final Session session;
    private final Map<String, Tensor> parameters;
    private final Optimizer optimizer;
    private final Map<String, List<Tensor>> states = new LinkedHashMap<>();
    private long steps;

    /**
     * Begins at step 0 with all state 0.
     *
     * @param session where the parameters live
     * @param parameters what is changed, by path
     * @param optimizer how
     */
    public Descent(Session session, Map<String, Tensor> parameters, Optimizer optimizer) {
        this.session = session;
        this.parameters = parameters;
        this.optimizer = optimizer;
        parameters.forEach((path, parameter) -> {
            List<Tensor> state = new ArrayList<>();
            for (int i = 0; i < optimizer.states(); i++) {
                state.add(session.keep(parameter.zerosLike()));
            }
            states.put(path, state);
        });
    }

    /**
     * Changes all parameters in place.
     *
     * @param gradients in the order of the parameters
     * @param factor what the learning rate is multiplied by
     */
    public void step(List<Tensor> gradients, double factor) {
        if (gradients.size() != parameters.size()) {
            throw new IllegalArgumentException(
                    "step: "
                            + gradients.size()
                            + " gradients for "
                            + parameters.size()
                            + " parameters");
        }
        steps++;
        double rate = optimizer.rate() * factor;
        try (Scope _ = session.scope("optimizer step")) {
            int i = 0;
            for (Map.Entry<String, Tensor> entry : parameters.entrySet()) {
                List<Tensor> state = states.getOrDefault(entry.getKey(), List.of());
                optimizer.update(entry.getValue(), gradients.get(i++), state, rate, steps);
            }
        }
    }

    /**
     * How many steps have been done.
     *
     * @return the number
     */
    public long steps() {
        return steps;
    }

    /**
     * Goes on from another step, with restored {@link #tensors}.
     *
     * @param done how many steps have been done
     */
    public void steps(long done) {
        steps = done;
    }

    /**
     * The state, to be saved and restored.
     *
     * @return by path and number, as {@code 0.weight/1}
     */
    public Map<String, Tensor> tensors() {
        Map<String, Tensor> all = new LinkedHashMap<>();
        states.forEach((path, state) -> {
            for (int i = 0; i < state.size(); i++) {
                all.put(path + "/" + i, state.get(i));
            }
        });
        return all;
    }

    /** Closes the state. */
    @Override
    public void close() {
        tensors().values().forEach(Tensor::close);
    }
}
