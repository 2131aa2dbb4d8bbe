package org.ranvier.models;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.ranvier.DType;
import org.ranvier.Scope;
import org.ranvier.Session;
import org.ranvier.Shape;
import org.ranvier.Tensor;
import org.ranvier.TensorSpec;
import org.ranvier.models.init.Fans;
import org.ranvier.models.init.Init;
import org.ranvier.random.RandomStream;

/**
 * Everything about a model that changes: parameters, which are trained, buffers, which are not, and
 * the position in the random numbers of training. Its tensors belong to the session and live until
 * this is closed.
 */
public final class ModelState implements AutoCloseable {
    private final Session session;
    private final DType dtype;
    private final long seed;
    private final RandomStream random;
    private final Map<String, Tensor> parameters = new LinkedHashMap<>();
    private final Map<String, Tensor> buffers = new LinkedHashMap<>();
    private boolean complete;

    ModelState(Session session, DType dtype, long seed) {
        if (!dtype.isFloating()) {
            throw new IllegalArgumentException(
                    "model: parameters cannot be " + dtype + "; expected F32 or F64");
        }
        this.session = session;
        this.dtype = dtype;
        this.seed = seed;
        this.random = new RandomStream(seed).named("training");
    }

    /** The same state with other tensors in place of the parameters. */
    ModelState with(Map<String, Tensor> others) {
        ModelState state = new ModelState(session, dtype, seed);
        state.parameters.putAll(others);
        state.buffers.putAll(buffers);
        state.complete = true;
        return state;
    }

    Session session() {
        return session;
    }

    DType dtype() {
        return dtype;
    }

    /**
     * The random numbers of training.
     *
     * @return the stream, at its present position
     */
    public RandomStream random() {
        return random;
    }

    /**
     * The trained tensors.
     *
     * @return by path, in the order in which the network first asked for them
     */
    public Map<String, Tensor> parameters() {
        return Collections.unmodifiableMap(parameters);
    }

    /**
     * The tensors that are saved but not trained.
     *
     * @return by path, in the order in which the network first asked for them
     */
    public Map<String, Tensor> buffers() {
        return Collections.unmodifiableMap(buffers);
    }

    /**
     * Parameters and buffers.
     *
     * @return by path
     */
    public Map<String, Tensor> tensors() {
        Map<String, Tensor> all = new LinkedHashMap<>(parameters);
        all.putAll(buffers);
        return all;
    }

    void complete() {
        complete = true;
    }

    Tensor parameter(String path, Shape shape, Fans fans, Init init) {
        Tensor known = known(parameters, path, shape);
        if (known != null) {
            return known;
        }
        try (Scope _ = session.scope("parameter " + path)) {
            RandomStream own = new RandomStream(seed).named(path);
            Tensor made = init.create(session, own, new TensorSpec(dtype, shape), fans);
            parameters.put(path, session.keep(made.copy()));
        }
        return parameters.get(path);
    }

    Tensor buffer(String path, Shape shape, double initial) {
        Tensor known = known(buffers, path, shape);
        if (known != null) {
            return known;
        }
        Tensor made = session.keep(session.full(dtype, shape, initial));
        buffers.put(path, made);
        return made;
    }

    private @Nullable Tensor known(Map<String, Tensor> tensors, String path, Shape shape) {
        Tensor known = tensors.get(path);
        if (known == null && complete) {
            throw new IllegalStateException(
                    "model: "
                            + path
                            + " was not asked for when the model was built; a layer must ask for the same"
                            + " parameters in training and in evaluation");
        }
        if (known != null && !known.shape().equals(shape)) {
            throw new IllegalArgumentException(
                    "model: "
                            + path
                            + " has shape "
                            + known.shape()
                            + ", now asked for as "
                            + shape
                            + "; the input does not fit, or two layers have the same name");
        }
        return known;
    }

    /** Closes all tensors. */
    @Override
    public void close() {
        tensors().values().forEach(Tensor::close);
    }
}
