package org.ranvier.models;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.ranvier.DType;
import org.ranvier.Scope;
import org.ranvier.Session;
import org.ranvier.Shape;
import org.ranvier.Tensor;
import org.ranvier.models.io.SafeTensors;

/**
 * A network with its weights on a device.
 *
 * <p>The first weights depend on the seed alone: they are the same on every device and for every
 * order of layers' execution.
 */
public final class Model implements AutoCloseable {
    private final Layer network;
    private final ModelState state;

    private Model(Layer network, ModelState state) {
        this.network = network;
        this.state = state;
    }

    /**
     * Builds a model with F32 parameters.
     *
     * @param session where it shall live
     * @param network what it computes
     * @param seed from which its weights and its random numbers of training follow
     * @param example the shape of an input, with its batch axis
     * @return the model, to be closed with the session or before
     */
    public static Model build(Session session, Layer network, long seed, Shape example) {
        return build(session, network, seed, example, DType.F32);
    }

    /**
     * Builds a model. One evaluation of zeros finds its parameters.
     *
     * @param session where it shall live
     * @param network what it computes
     * @param seed from which its weights and its random numbers of training follow
     * @param example the shape of an input, with its batch axis
     * @param dtype the type of parameters and inputs, F32 or F64
     * @return the model, to be closed with the session or before
     * @throws IllegalArgumentException if the network does not fit the input
     */
    public static Model build(
            Session session, Layer network, long seed, Shape example, DType dtype) {
        Model model = new Model(network, new ModelState(session, dtype, seed));
        try (Scope _ = session.scope("build")) {
            model.predict(session.full(dtype, example, 0));
        } catch (RuntimeException | Error e) {
            model.close();
            throw e;
        }
        model.state.complete();
        return model;
    }

    /**
     * Evaluates: dropout is off, batch normalisation uses its running statistics.
     *
     * @param x the input; a number type other than the model's is converted
     * @return the output
     */
    public Tensor predict(Tensor x) {
        return run(x, false);
    }

    /**
     * Runs as in training.
     *
     * @param x the input; a floating type other than the model's is converted
     * @return the output
     */
    public Tensor train(Tensor x) {
        return run(x, true);
    }

    /**
     * Runs with other values of the parameters, so that gradients with respect to any tensors can
     * be taken.
     *
     * @param parameters a tensor for each of {@link #parameters}, of its shape
     * @param x the input
     * @param training whether as in training; random numbers then begin anew
     * @return the output
     */
    public Tensor runWith(Map<String, Tensor> parameters, Tensor x, boolean training) {
        return network.forward(new Context(state.with(parameters), "", training), x);
    }

    private Tensor run(Tensor x, boolean training) {
        Tensor input = x.dtype().isFloating() ? x.to(state.dtype()) : x;
        return network.forward(context(training), input);
    }

    /**
     * What the network sees, for networks that are run otherwise than by {@link Layer#forward}.
     *
     * @param training whether as in training
     * @return the context, good as long as the model
     */
    public Context context(boolean training) {
        return new Context(state, "", training);
    }

    /**
     * What it computes.
     *
     * @return the description
     */
    public Layer network() {
        return network;
    }

    /**
     * Where it lives.
     *
     * @return the session
     */
    public Session session() {
        return state.session();
    }

    /**
     * The type of its parameters.
     *
     * @return F32 or F64
     */
    public DType dtype() {
        return state.dtype();
    }

    /**
     * All that changes.
     *
     * @return parameters, buffers and random position
     */
    public ModelState state() {
        return state;
    }

    /**
     * The trained tensors.
     *
     * @return by path, as {@code 0.weight}
     */
    public Map<String, Tensor> parameters() {
        return state.parameters();
    }

    /**
     * How many numbers are trained.
     *
     * @return the sum of the parameters' sizes
     */
    public long parameterCount() {
        return parameters().values().stream().mapToLong(t -> t.shape().elements()).sum();
    }

    /**
     * Writes parameters and buffers to a safetensors file.
     *
     * @param path where to
     * @throws IOException if it cannot be written
     */
    public void save(Path path) throws IOException {
        SafeTensors.write(path, state.tensors(), Map.of("producer", "ranvier"));
    }

    /**
     * Reads parameters and buffers from a safetensors file.
     *
     * @param path a file that {@link #save} wrote, or one with the same names and shapes
     * @throws IOException if it cannot be read or is damaged
     * @throws IllegalArgumentException if it belongs to another network; nothing has changed then
     */
    public void load(Path path) throws IOException {
        try (SafeTensors file = SafeTensors.open(path)) {
            file.copyInto("", state.tensors());
        }
    }

    /** Closes its tensors. */
    @Override
    public void close() {
        state.close();
    }

    /** The network and its parameters' shapes. */
    @Override
    public String toString() {
        return network
                + parameters().entrySet().stream()
                        .map(e -> "\n  " + e.getKey() + " " + e.getValue().spec())
                        .collect(Collectors.joining())
                + "\n  "
                + parameterCount()
                + " parameters";
    }
}
