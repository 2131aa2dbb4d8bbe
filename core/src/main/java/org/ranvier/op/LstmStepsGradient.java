package org.ranvier.op;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.ranvier.Session;
import org.ranvier.Tensor;
import org.ranvier.TensorSpec;

/**
 * The gradient of {@link LstmSteps}, back through time. Inputs: what inputs and earlier outputs
 * have added to the gates {@code [T, N, 4H]} each, the recurrent weights {@code [4H, H]}, the cell
 * before the first step {@code [N, H]} and after each {@code [T, N, H]}, and the gradients of the
 * outputs h and c {@code [T, N, H]}. Outputs: the gradients of the gates' sums {@code [T, N, 4H]}
 * and of the first output and cell {@code [N, H]}.
 */
public record LstmStepsGradient() implements Fused {
    private static final int GATES = 4;

    @Override
    public String name() {
        return "lstm_steps_gradient";
    }

    @Override
    public List<TensorSpec> outputs(List<TensorSpec> in) {
        Check.count(this, in, 7);
        Check.floating(this, in);
        TensorSpec gates = in.get(0);
        TensorSpec state = in.get(3);
        Check.steps(this, in, gates, state, GATES);
        Check.recurrent(this, in, 2, state, GATES);
        Check.that(in.get(1).equals(gates), this, in, "both parts of the gates must be " + gates);
        TensorSpec states = state.withShape(gates.shape().with(-1, state.shape().size(-1)));
        for (int i = 4; i < in.size(); i++) {
            Check.that(in.get(i).equals(states), this, in, "input " + i + " must be " + states);
        }
        return List.of(gates, state, state);
    }

    @Override
    public List<Tensor> decompose(List<Tensor> in) {
        Session session = in.get(0).session();
        List<Tensor> gates = new ArrayList<>();
        Tensor dh = in.get(3).zerosLike();
        Tensor dc = dh;
        for (long t = in.get(0).size(0) - 1; t >= 0; t--) {
            Tensor before = t == 0 ? in.get(3) : in.get(4).select(0, t - 1);
            dh = dh.add(in.get(5).select(0, t));
            dc = dc.add(in.get(6).select(0, t));
            List<Tensor> step =
                    List.of(in.get(0).select(0, t), in.get(1).select(0, t), before, dh, dc);
            List<Tensor> out = session.apply(new LstmCellGradient(), step);
            gates.add(out.get(0));
            dh = out.get(0).matmul(in.get(2));
            dc = out.get(1);
        }
        Collections.reverse(gates);
        return List.of(session.stack(0, gates), dh, dc);
    }
}
