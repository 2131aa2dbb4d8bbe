package org.ranvier.op;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.ranvier.Tensor;
import org.ranvier.TensorSpec;

/**
 * One step of a long short-term memory (Hochreiter and Schmidhuber 1997, with the forget gate of
 * Gers et al. 2000). Inputs: what the input adds to the gates, {@code xWᵀ + b}, and what the last
 * output adds, {@code hUᵀ}, both {@code [S…, 4H]}, and the cell {@code [S…, H]}. Outputs: {@code
 * h'} and {@code c'}, both {@code [S…, H]}:
 *
 * <pre>
 * i, f, g, o = σ, σ, tanh, σ of the four quarters of xWᵀ + b + hUᵀ
 * c' = f ⊙ c + i ⊙ g
 * h' = o ⊙ tanh(c')
 * </pre>
 *
 * <p>The quarters stand in PyTorch's and cuDNN's order. The products are not part of the operation:
 * those with the input are taken for all steps of a sequence at once. The gradient computes the
 * gates again rather than keep them.
 */
public record LstmCell() implements Fused {
    @Override
    public String name() {
        return "lstm_cell";
    }

    @Override
    public List<TensorSpec> outputs(List<TensorSpec> in) {
        Check.count(this, in, 3);
        Check.gates(this, in, 4);
        return List.of(in.get(2), in.get(2));
    }

    @Override
    public List<Tensor> decompose(List<Tensor> in) {
        List<Tensor> gates = in.get(0).add(in.get(1)).chunk(-1, 4);
        Tensor kept = gates.get(1).sigmoid().mul(in.get(2));
        Tensor c = kept.add(gates.get(0).sigmoid().mul(gates.get(2).tanh()));
        return List.of(gates.get(3).sigmoid().mul(c.tanh()), c);
    }

    @Override
    public boolean statesGradient() {
        return true;
    }

    @Override
    public @Nullable List<@Nullable Tensor> gradient(Backward b) {
        List<Tensor> in = List.of(b.in(0), b.in(1), b.in(2), b.gradient(0), b.gradient(1));
        List<Tensor> out = b.in(0).session().apply(new LstmCellGradient(), in);
        return Arrays.asList(out.get(0), out.get(0), out.get(1));
    }
}
