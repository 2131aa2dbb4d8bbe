package org.ranvier.op;

import java.util.ArrayList;
import java.util.List;
import org.ranvier.TensorSpec;

/**
 * One step of an optimiser on one parameter, element by element, in one pass. Inputs are the
 * parameter, its gradient and the optimiser's state; outputs are the new parameter and the new
 * state. It is usually applied in place.
 */
public sealed interface OptimizerStep extends Fused
        permits AdamStep, SgdStep, RmsPropStep, AdagradStep {
    /**
     * How many tensors of state the optimiser keeps for a parameter.
     *
     * @return the number
     */
    int states();

    @Override
    default List<TensorSpec> outputs(List<TensorSpec> in) {
        Check.count(this, in, 2 + states());
        Check.floating(this, in);
        Check.sameShape(this, in);
        List<TensorSpec> out = new ArrayList<>(in);
        out.remove(1);
        return out;
    }
}
