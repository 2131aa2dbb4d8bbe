package org.ranvier.op;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.ranvier.Tensor;
import org.ranvier.TensorSpec;

/**
 * One step of a gated recurrent unit (Cho et al. 2014). Inputs: what the input adds to the gates,
 * {@code a = xWᵀ + b}, and what the last output adds, {@code e = hUᵀ + d}, both {@code [S…, 3H]},
 * and the last output {@code h} {@code [S…, H]}. Output: {@code h'} {@code [S…, H]}:
 *
 * <pre>
 * r = σ(a₁ + e₁)          z = σ(a₂ + e₂)          of the first two thirds
 * n = tanh(a₃ + r ⊙ e₃)
 * h' = (1 − z) ⊙ n + z ⊙ h
 * </pre>
 *
 * <p>This is PyTorch's and cuDNN's form, with the thirds in PyTorch's order: reset acts on the
 * product {@code hUᵀ}, not on h as in the paper, so that all products are taken at once; and z
 * keeps the old output, where the paper's first version has it take the new one. The products are
 * not part of the operation. The gradient computes the gates again rather than keep them.
 */
public record GruCell() implements Fused {
    @Override
    public String name() {
        return "gru_cell";
    }

    @Override
    public List<TensorSpec> outputs(List<TensorSpec> in) {
        Check.count(this, in, 3);
        Check.gates(this, in, 3);
        return List.of(in.get(2));
    }

    @Override
    public List<Tensor> decompose(List<Tensor> in) {
        List<Tensor> a = in.get(0).chunk(-1, 3);
        List<Tensor> e = in.get(1).chunk(-1, 3);
        Tensor r = a.get(0).add(e.get(0)).sigmoid();
        Tensor z = a.get(1).add(e.get(1)).sigmoid();
        Tensor n = a.get(2).add(r.mul(e.get(2))).tanh();
        return List.of(n.add(z.mul(in.get(2).sub(n))));
    }

    @Override
    public boolean statesGradient() {
        return true;
    }

    @Override
    public @Nullable List<@Nullable Tensor> gradient(Backward b) {
        List<Tensor> in = List.of(b.in(0), b.in(1), b.in(2), b.gradient(0));
        List<Tensor> out = b.in(0).session().apply(new GruCellGradient(), in);
        return Arrays.asList(out.get(0), out.get(1), out.get(2));
    }
}
