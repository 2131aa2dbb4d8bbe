package org.ranvier.op;

import java.util.List;
import org.ranvier.Tensor;

/**
 * Gradient descent with momentum: {@code v ← βv + c·g}, {@code w ← w − κv}; with Nesterov's
 * look-ahead {@code w ← w − κ(c·g + βv)}. With β = 0 there is no state: inputs w, g; otherwise w,
 * g, v.
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

    @Override
    public List<Tensor> decompose(List<Tensor> in) {
        Tensor w = in.get(0);
        Tensor decayed = decay == 0 ? in.get(1) : in.get(1).add(w.mul(decay));
        Tensor g = decayed.mul(scale);
        if (momentum == 0) {
            return List.of(w.sub(g.mul(rate)));
        }
        Tensor v = in.get(2).mul(momentum).add(g);
        Tensor direction = nesterov ? g.add(v.mul(momentum)) : v;
        return List.of(w.sub(direction.mul(rate)), v);
    }
}
