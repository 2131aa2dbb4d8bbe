package org.ranvier.op;

import java.util.List;
import org.ranvier.Tensor;

/** What RMSProp and Adagrad have in common: {@code s ← as + bg²}, {@code w ← w − κ·g/(√s + ε)}. */
final class RootStep {
    private RootStep() {}

    /** c: λ, a, b, κ, ε; in: w, g, s. */
    static List<Tensor> of(List<Tensor> c, List<Tensor> in) {
        Tensor w = in.get(0);
        Tensor g = in.get(1).add(w.mul(c.get(0)));
        Tensor s = in.get(2).mul(c.get(1)).add(g.square().mul(c.get(2)));
        return List.of(w.sub(g.mul(c.get(3)).div(s.sqrt().add(c.get(4)))), s);
    }
}
