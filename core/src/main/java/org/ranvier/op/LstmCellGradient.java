package org.ranvier.op;

import java.util.List;
import org.ranvier.Tensor;
import org.ranvier.TensorSpec;

/**
 * The gradient of {@link LstmCell}. Inputs: its three inputs and the gradients of its outputs
 * {@code h'} and {@code c'} {@code [S…, H]}. Outputs: the gradient of the gates' sum {@code [S…,
 * 4H]}, which is that of both its addends, and that of the cell {@code [S…, H]}.
 */
public record LstmCellGradient() implements Fused {
    @Override
    public String name() {
        return "lstm_cell_gradient";
    }

    @Override
    public List<TensorSpec> outputs(List<TensorSpec> in) {
        Check.count(this, in, 5);
        Check.gates(this, in, 4);
        return List.of(in.get(0), in.get(2));
    }

    @Override
    public List<Tensor> decompose(List<Tensor> in) {
        Tensor c = in.get(2);
        List<Tensor> gates = in.get(0).add(in.get(1)).chunk(-1, 4);
        Tensor i = gates.get(0).sigmoid();
        Tensor f = gates.get(1).sigmoid();
        Tensor g = gates.get(2).tanh();
        Tensor o = gates.get(3).sigmoid();
        Tensor t = f.mul(c).add(i.mul(g)).tanh();
        Tensor dh = in.get(3);
        Tensor dc = dh.mul(o).mul(t.square().rsub(1)).add(in.get(4));
        Tensor di = dc.mul(g).mul(sigmoidSlope(i));
        Tensor df = dc.mul(c).mul(sigmoidSlope(f));
        Tensor dg = dc.mul(i).mul(g.square().rsub(1));
        Tensor dO = dh.mul(t).mul(sigmoidSlope(o));
        return List.of(c.session().concat(-1, List.of(di, df, dg, dO)), dc.mul(f));
    }

    /** The slope of the logistic function where its value is y. */
    static Tensor sigmoidSlope(Tensor y) {
        return y.mul(y.rsub(1));
    }
}
