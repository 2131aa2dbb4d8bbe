package org.ranvier.models.train;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import org.ranvier.Recording;
import org.ranvier.Scope;
import org.ranvier.Session;
import org.ranvier.Shape;
import org.ranvier.Tensor;

/** Steps of training that are recorded once for each shape of batches, and then repeated. */
final class RecordedSteps implements AutoCloseable {
    private final Session session;
    private final BinaryOperator<Tensor> step;
    private final Map<Shape, Recorded> recorded = new HashMap<>();
    private final List<Tensor> kept = new ArrayList<>();

    /**
     * A recorded step.
     *
     * @param x the features it reads
     * @param target the targets it reads
     * @param loss what it gives
     * @param recording the step
     */
    private record Recorded(Tensor x, Tensor target, Tensor loss, Recording recording) {}

    /** The step takes features and targets, changes the parameters, and gives the loss. */
    RecordedSteps(Session session, BinaryOperator<Tensor> step) {
        this.session = session;
        this.step = step;
    }

    /** Does a step; the loss is good until the next one. */
    Tensor run(Tensor x, Tensor target) {
        Recorded known = recorded.get(x.shape());
        if (known == null) {
            Recorded made = record(keep(x.copy()), keep(target.copy()));
            recorded.put(x.shape(), made);
            return made.loss();
        }
        known.x().copyFrom(x);
        known.target().copyFrom(target);
        known.recording().replay();
        return known.loss();
    }

    private Recorded record(Tensor x, Tensor target) {
        List<Tensor> loss = new ArrayList<>(1);
        Recording recording =
                session.record(() -> {
                    try (Scope _ = session.scope("recorded step")) {
                        loss.add(keep(step.apply(x, target)));
                    }
                });
        return new Recorded(x, target, loss.get(0), recording);
    }

    private Tensor keep(Tensor tensor) {
        kept.add(session.keep(tensor));
        return tensor;
    }

    @Override
    public void close() {
        recorded.values().forEach(step -> step.recording().close());
        kept.forEach(Tensor::close);
    }
}
