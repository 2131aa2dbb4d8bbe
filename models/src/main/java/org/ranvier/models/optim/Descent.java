package org.ranvier.models.optim;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.ranvier.DType;
import org.ranvier.Scope;
import org.ranvier.Session;
import org.ranvier.Tensor;
import org.ranvier.op.OptimizerStep;

/** An optimiser at work on a set of parameters, with its state and the number of steps done. */
public final class Descent implements AutoCloseable {
    private final Session session;
    private final Map<String, Tensor> parameters;
    private final Optimizer optimizer;
    private final Map<String, List<Tensor>> states = new LinkedHashMap<>();
    private final Set<DType> types;
    private final Map<DType, Tensor> numbers = new EnumMap<>(DType.class);
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
        this.types =
                parameters.values().stream()
                        .map(Tensor::dtype)
                        .collect(Collectors.toCollection(() -> EnumSet.noneOf(DType.class)));
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
        OptimizerStep step = next(factor);
        for (DType type : types) {
            apply(step, type, List.of(), gradients);
        }
    }

    /**
     * Counts a step that {@link #apply} will take, and tells the device its numbers.
     *
     * @param factor what the learning rate is multiplied by
     */
    public void advance(double factor) {
        double[] values = next(factor).numbers();
        try (Scope _ = session.scope("optimizer step")) {
            for (DType type : types) {
                Tensor now =
                        type == DType.F64 ? session.tensor(values) : session.tensor(floats(values));
                Tensor kept = numbers.get(type);
                if (kept == null) {
                    numbers.put(type, session.keep(now));
                } else {
                    kept.copyFrom(now);
                }
            }
        }
    }

    /**
     * Changes all parameters in place, by the step that {@link #advance} has begun. Unlike {@link
     * #step} it can be recorded with {@link Session#record}: advance before each replay.
     *
     * @param gradients in the order of the parameters
     * @throws IllegalStateException if no step has begun
     */
    public void apply(List<Tensor> gradients) {
        OptimizerStep step = optimizer.step(optimizer.rate(), Math.max(1, steps));
        for (DType type : types) {
            Tensor now = numbers.get(type);
            if (now == null) {
                throw new IllegalStateException("apply: no step has begun; call advance before it");
            }
            apply(step, type, List.of(now), gradients);
        }
    }

    private OptimizerStep next(double factor) {
        steps++;
        return optimizer.step(optimizer.rate() * factor, steps);
    }

    /** One operation for all parameters of a type. */
    private void apply(OptimizerStep step, DType type, List<Tensor> given, List<Tensor> gradients) {
        if (gradients.size() != parameters.size()) {
            throw new IllegalArgumentException(
                    "step: "
                            + gradients.size()
                            + " gradients for "
                            + parameters.size()
                            + " parameters");
        }
        List<Tensor> in = new ArrayList<>(given);
        List<Tensor> out = new ArrayList<>();
        int i = 0;
        for (Map.Entry<String, Tensor> entry : parameters.entrySet()) {
            Tensor gradient = gradients.get(i++);
            if (entry.getValue().dtype() == type) {
                List<Tensor> state = states.getOrDefault(entry.getKey(), List.of());
                in.add(entry.getValue());
                in.add(gradient);
                in.addAll(state);
                out.add(entry.getValue());
                out.addAll(state);
            }
        }
        session.applyInto(step, in, out);
    }

    private static float[] floats(double[] values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
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
        numbers.values().forEach(Tensor::close);
    }
}
