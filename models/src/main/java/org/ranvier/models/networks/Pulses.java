package org.ranvier.models.networks;

import java.util.function.DoubleUnaryOperator;
import org.ranvier.DType;
import org.ranvier.Scope;
import org.ranvier.Session;
import org.ranvier.Shape;
import org.ranvier.Tensor;
import org.ranvier.models.Model;
import org.ranvier.models.layers.Activation;

/**
 * Universal approximation by construction (Cybenko 1989): a network with one hidden layer of steep
 * logistic steps that approximates a function on [0, 1]. Two steps up and down make a pulse as high
 * as the function in its middle.
 */
public final class Pulses {
    private Pulses() {}

    /**
     * Makes the network, with its weights.
     *
     * @param session where it lives
     * @param function the function, continuous on [0, 1]
     * @param pulses how many pulses cover the interval, at least 1
     * @param steepness how many times faster a step rises than one pulse is wide; 50 or so
     * @return a model on inputs {@code [N, 1]}, F64, to be closed
     */
    public static Model approximate(
            Session session, DoubleUnaryOperator function, int pulses, double steepness) {
        Model model =
                Model.build(
                        session,
                        Mlp.of(Activation.LOGISTIC, 1, pulses + 1L, 1),
                        0,
                        Shape.of(1, 1),
                        DType.F64);
        double[] heights = new double[pulses + 1];
        for (int i = 0; i < pulses; i++) {
            double height = function.applyAsDouble((i + 0.5) / pulses);
            heights[i] += height;
            heights[i + 1] -= height;
        }
        try (Scope _ = session.scope("pulses")) {
            double slope = steepness * pulses;
            Tensor edges = edges(session, pulses);
            set(model, "0.weight", session.full(DType.F64, Shape.of(pulses + 1L, 1), slope));
            set(model, "0.bias", edges.mul(-slope));
            set(model, "2.weight", session.tensor(heights, 1, pulses + 1L));
            set(model, "2.bias", session.full(DType.F64, Shape.of(1), 0));
        }
        return model;
    }

    /** The borders of the pulses; the outermost stand off, so that the pulses there are whole. */
    private static Tensor edges(Session session, int pulses) {
        Tensor inner = session.arange(pulses + 1L).to(DType.F64).div(pulses);
        Tensor outwards = inner.eq(1).to(DType.F64).sub(inner.eq(0).to(DType.F64));
        return inner.add(outwards);
    }

    private static void set(Model model, String path, Tensor value) {
        Tensor parameter = model.parameters().get(path);
        if (parameter == null) {
            throw new IllegalStateException(
                    "there is no parameter " + path + " in " + model.parameters().keySet());
        }
        parameter.copyFrom(value);
    }

    /**
     * The largest error on an even grid.
     *
     * @param model a model on inputs {@code [N, 1]}
     * @param function what it approximates on [0, 1]
     * @param points how many points the grid has, at least 2
     * @return the largest distance
     */
    public static double largestError(Model model, DoubleUnaryOperator function, int points) {
        double[] wanted = new double[points];
        for (int i = 0; i < points; i++) {
            wanted[i] = function.applyAsDouble(i / (points - 1.0));
        }
        Session session = model.session();
        try (Scope _ = session.scope("largest error")) {
            Tensor x = session.linspace(DType.F64, 0, 1, points).unsqueeze(1);
            Tensor target = session.tensor(wanted, points, 1);
            return model.predict(x).sub(target).abs().max().item();
        }
    }
}
