package org.ranvier.models.train;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.ranvier.Tensor;
import org.ranvier.models.Model;

/** The least loss so far, the weights that had it, and for how long it has been the least. */
final class BestEpoch implements AutoCloseable {
    private final @Nullable EarlyStopping rule;
    private final Model model;
    private final Map<String, Tensor> weights = new LinkedHashMap<>();
    private double loss = Double.POSITIVE_INFINITY;
    private int waited;

    BestEpoch(@Nullable EarlyStopping rule, Model model) {
        this.rule = rule;
        this.model = model;
        if (rule != null && rule.restoreBest()) {
            model.state()
                    .tensors()
                    .forEach((path, w) -> weights.put(path, model.session().keep(w.copy())));
        }
    }

    /** Takes note of an epoch's loss; true if training should end. */
    boolean done(double latest) {
        if (rule == null) {
            return false;
        }
        if (latest < loss - rule.minDelta()) {
            loss = latest;
            waited = 0;
            weights.forEach((path, kept) -> kept.copyFrom(now(path)));
            return false;
        }
        return ++waited >= rule.patience();
    }

    void restore() {
        if (loss < Double.POSITIVE_INFINITY) {
            weights.forEach((path, kept) -> now(path).copyFrom(kept));
        }
    }

    private Tensor now(String path) {
        return Objects.requireNonNull(model.state().tensors().get(path));
    }

    Map<String, Tensor> tensors() {
        return weights;
    }

    double loss() {
        return loss;
    }

    int waited() {
        return waited;
    }

    void resume(double least, int epochs) {
        loss = least;
        waited = epochs;
    }

    @Override
    public void close() {
        weights.values().forEach(Tensor::close);
    }
}
