package org.ranvier.models.train;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ranvier.Scope;
import org.ranvier.Session;
import org.ranvier.Tensor;
import org.ranvier.ValueAndGradients;
import org.ranvier.models.Model;
import org.ranvier.models.loss.Loss;

/** How large the gradients of each parameter are: shows where they vanish or explode. */
public final class GradientNorms {
    private GradientNorms() {}

    /**
     * The 2-norm of the gradient of each parameter for one batch.
     *
     * @param model the model, run as in training
     * @param loss what is differentiated
     * @param x the inputs
     * @param target the targets
     * @return by the parameter's path, in the order of the layers
     */
    public static Map<String, Double> of(Model model, Loss loss, Tensor x, Tensor target) {
        Session session = model.session();
        List<Tensor> parameters = List.copyOf(model.parameters().values());
        Map<String, Double> norms = new LinkedHashMap<>();
        try (Scope _ = session.scope("gradient norms")) {
            ValueAndGradients r =
                    session.valueAndGradients(parameters, () -> loss.of(model.train(x), target));
            model.parameters()
                    .forEach((path, parameter) -> norms.put(path, r.of(parameter).norm(2).item()));
        }
        return norms;
    }
}
