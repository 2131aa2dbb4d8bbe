package org.ranvier.models;

import org.ranvier.DType;
import org.ranvier.Session;
import org.ranvier.Shape;
import org.ranvier.Tensor;
import org.ranvier.models.init.Fans;
import org.ranvier.models.init.Init;
import org.ranvier.random.RandomStream;

/**
 * What a layer sees while it runs: the state of its model, under its own path, and whether the
 * model is being trained.
 */
public final class Context {
    private final ModelState state;
    private final String path;
    private final boolean training;

    Context(ModelState state, String path, boolean training) {
        this.state = state;
        this.path = path;
        this.training = training;
    }

    /**
     * Where the model lives.
     *
     * @return the session
     */
    public Session session() {
        return state.session();
    }

    /**
     * The type of the model's parameters.
     *
     * @return F32 or F64
     */
    public DType dtype() {
        return state.dtype();
    }

    /**
     * Whether the model is being trained; otherwise it is evaluated.
     *
     * @return true in training
     */
    public boolean training() {
        return training;
    }

    /**
     * The random numbers of training: each draw goes on where the last one ended.
     *
     * @return the stream
     */
    public RandomStream random() {
        return state.random();
    }

    /**
     * Where the running layer stands in the network.
     *
     * @return names joined by dots, empty for the whole network
     */
    public String path() {
        return path;
    }

    /**
     * A parameter of this layer, with the fans that its shape suggests: {@code [out, in, …]}.
     *
     * @param name its name within the layer
     * @param shape its shape
     * @param init makes its first value
     * @return the parameter
     */
    public Tensor parameter(String name, Shape shape, Init init) {
        return parameter(name, shape, Fans.of(shape), init);
    }

    /**
     * A parameter of this layer. It is made when first asked for, from random numbers that depend
     * only on the model's seed and on its path.
     *
     * @param name its name within the layer
     * @param shape its shape
     * @param fans how many connections lead in and out
     * @param init makes its first value
     * @return the parameter
     * @throws IllegalArgumentException if it exists in another shape
     */
    public Tensor parameter(String name, Shape shape, Fans fans, Init init) {
        return state.parameter(join(name), shape, fans, init);
    }

    /**
     * State of this layer that is saved but not trained. Change it in place.
     *
     * @param name its name within the layer
     * @param shape its shape
     * @param initial its first value, everywhere
     * @return the buffer
     * @throws IllegalArgumentException if it exists in another shape
     */
    public Tensor buffer(String name, Shape shape, double initial) {
        return state.buffer(join(name), shape, initial);
    }

    /**
     * Runs a layer inside this one.
     *
     * @param name its name; parameters of the same name and path are the same
     * @param layer the layer
     * @param x its input
     * @return its output
     */
    public Tensor child(String name, Layer layer, Tensor x) {
        return layer.forward(child(name), x);
    }

    /**
     * What a layer inside this one sees, for layers that are run otherwise than by {@link
     * Layer#forward}.
     *
     * @param name its name; parameters of the same name and path are the same
     * @return its context
     */
    public Context child(String name) {
        return new Context(state, join(name), training);
    }

    private String join(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }
}
