package org.ranvier.op;

import java.util.List;
import org.ranvier.Tensor;

/**
 * Gradient descent with momentum: {@code v ← βv + c·g}, {@code w ← w − κv}; with Nesterov's
 * look-ahead {@code w ← w − κ(c·g + βv)}. With β = 0 there is no state: inputs w, g; otherwise w,
 * g, v of each parameter.
 *
 * <p>c = 1 is the common form; c = 1−β keeps v on the scale of a gradient, the form {@code v ← βv −
 * (1−β)g, w ← w + κv} with the sign of v turned.
 *
 * @param rate κ
 * @param momentum β
 * @param scale c
 * @param nesterov whether to look ahead
 * @param decay the weight decay λ; λw is added to the gradient
 */
public record SgdStep(double rate, double momentum, double scale, boolean nesterov, double decay)
        implements OptimizerStep {
    @Override
    public String name() {
        return "sgd_step";
    }

    @Override
    public int states() {
        return momentum == 0 ? 0 : 1;
    }

    /** λ, c, κ; with momentum also β, and what of gradient and v the parameter moves along. */
    @Override
    public double[] numbers() {
        return momentum == 0
                ? new double[] {decay, scale, rate}
                : new double[] {
                    decay, scale, rate, momentum, nesterov ? 1 : 0, nesterov ? momentum : 1
                };
    }

    @Override
    public List<Tensor> step(List<Tensor> c, List<Tensor> in) {
        Tensor w = in.get(0);
        Tensor g = in.get(1).add(w.mul(c.get(0))).mul(c.get(1));
        if (momentum == 0) {
            return List.of(w.sub(g.mul(c.get(2))));
        }
        Tensor v = in.get(2).mul(c.get(3)).add(g);
        Tensor direction = g.mul(c.get(4)).add(v.mul(c.get(5)));
        return List.of(w.sub(direction.mul(c.get(2))), v);
    }
}
