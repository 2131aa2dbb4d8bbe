package org.ranvier.op;

import java.util.List;
import org.ranvier.Tensor;
import org.ranvier.TensorSpec;

/**
 * The gradient of {@link GruCell}. Inputs: its three inputs and the gradient of its output {@code
 * [S…, H]}. Outputs: the gradients of its inputs, {@code [S…, 3H]} twice and {@code [S…, H]}.
 */
public record GruCellGradient() implements Fused {
    @Override
    public String name() {
        return "gru_cell_gradient";
    }

    @Override
    public List<TensorSpec> outputs(List<TensorSpec> in) {
        Check.count(this, in, 4);
        Check.gates(this, in, 3);
        return List.of(in.get(0), in.get(0), in.get(2));
    }

    @Override
    public List<Tensor> decompose(List<Tensor> in) {
        List<Tensor> a = in.get(0).chunk(-1, 3);
        List<Tensor> e = in.get(1).chunk(-1, 3);
        Tensor h = in.get(2);
        Tensor g = in.get(3);
        Tensor r = a.get(0).add(e.get(0)).sigmoid();
        Tensor z = a.get(1).add(e.get(1)).sigmoid();
        Tensor n = a.get(2).add(r.mul(e.get(2))).tanh();
        Tensor dn = g.mul(z.rsub(1)).mul(n.square().rsub(1));
        Tensor dr = dn.mul(e.get(2)).mul(LstmCellGradient.sigmoidSlope(r));
        Tensor dz = g.mul(h.sub(n)).mul(LstmCellGradient.sigmoidSlope(z));
        return List.of(
                h.session().concat(-1, List.of(dr, dz, dn)),
                h.session().concat(-1, List.of(dr, dz, dn.mul(r))),
                g.mul(z));
    }
}
