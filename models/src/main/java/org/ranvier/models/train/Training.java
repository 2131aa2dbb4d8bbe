package org.ranvier.models.train;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.ranvier.DType;
import org.ranvier.Scope;
import org.ranvier.Session;
import org.ranvier.Shape;
import org.ranvier.Tensor;
import org.ranvier.ValueAndGradients;
import org.ranvier.models.Model;
import org.ranvier.models.data.Batch;
import org.ranvier.models.data.DataLoader;
import org.ranvier.models.data.Dataset;
import org.ranvier.models.optim.Descent;
import org.ranvier.models.optim.Penalty;

/** A training under way. */
final class Training implements AutoCloseable {
    private static final int EVALUATION_BATCH = 256;

    private final Trainer settings;
    private final Session session;
    private final Dataset train;
    private final @Nullable Dataset validation;
    private final Model model;
    private final List<Tensor> parameters;
    private final Descent descent;
    private final DataLoader loader;
    private final Tensor right;
    private final List<EpochResult> history = new ArrayList<>();
    private final long began = System.nanoTime();
    private double lossSum;
    private int batchesDone;

    Training(Trainer settings, Session session, Dataset train, @Nullable Dataset validation) {
        this.settings = settings;
        this.session = session;
        this.train = train;
        this.validation = validation;
        this.loader = new DataLoader(train, settings.loaderOptions());
        Shape example = Shape.of(1).concat(train.features().sample());
        this.model =
                Model.build(
                        session, settings.network(), settings.seed(), example, settings.dtype());
        this.parameters = List.copyOf(model.parameters().values());
        this.descent = new Descent(session, model.parameters(), settings.optimizer());
        this.right = session.keep(session.full(DType.I32, Shape.SCALAR, 0));
    }

    Report run() {
        for (int epoch = 0; epoch < settings.epochs(); epoch++) {
            double start = seconds();
            right.fillInPlace(0);
            lossSum = 0;
            batchesDone = 0;
            for (Batch batch : loader.epoch(epoch, 0)) {
                step(epoch, batch);
            }
            EpochResult result = result(epoch, start);
            history.add(result);
            settings.progress().epoch(result);
        }
        Report report = new Report(model, settings.loss(), history, Report.End.FINISHED);
        settings.progress().finished(report);
        return report;
    }

    private void step(int epoch, Batch batch) {
        long total = (long) settings.epochs() * loader.batches();
        double factor = settings.schedule().factor(descent.steps(), total);
        double loss;
        try (Scope _ = session.scope("training step")) {
            Tensor x = batch.features(session);
            Tensor target = batch.targets(session);
            ValueAndGradients r = session.valueAndGradients(parameters, () -> loss(x, target));
            loss = r.value().item();
            if (!Double.isFinite(loss)) {
                double rate = settings.optimizer().rate() * factor;
                throw new NonFiniteLossException(
                        epoch, batch.index(), loader.batches(), loss, rate);
            }
            descent.step(settings.clipping().apply(r.gradients()), factor);
        }
        lossSum += loss;
        batchesDone++;
        settings.progress()
                .step(
                        new Progress.Step(
                                epoch,
                                settings.epochs(),
                                batch.index(),
                                loader.batches(),
                                lossSum / batchesDone,
                                seconds()));
    }

    private Tensor loss(Tensor x, Tensor target) {
        Tensor output = model.train(x);
        if (train.targets().isLabels()) {
            right.addInPlace(settings.loss().classes(output).eq(target).to(DType.I32).sum());
        }
        Tensor loss = settings.loss().of(output, target);
        Penalty penalty = settings.penalty();
        return penalty == null ? loss : loss.add(penalty.of(model.parameters()));
    }

    private EpochResult result(int epoch, double start) {
        OptionalDouble accuracy =
                train.targets().isLabels()
                        ? OptionalDouble.of(right.item() / samplesOfEpoch())
                        : OptionalDouble.empty();
        OptionalDouble validationLoss = OptionalDouble.empty();
        OptionalDouble validationAccuracy = OptionalDouble.empty();
        if (validation != null) {
            Evaluation evaluation =
                    Evaluation.of(model, settings.loss(), validation, EVALUATION_BATCH);
            validationLoss = OptionalDouble.of(evaluation.loss());
            if (validation.targets().isLabels()) {
                validationAccuracy = OptionalDouble.of(evaluation.accuracy());
            }
        }
        return new EpochResult(
                epoch,
                lossSum / batchesDone,
                accuracy,
                validationLoss,
                validationAccuracy,
                seconds() - start);
    }

    private double samplesOfEpoch() {
        return Math.min(
                train.size(), (double) loader.batches() * settings.loaderOptions().batchSize());
    }

    private double seconds() {
        return (System.nanoTime() - began) * 1e-9;
    }

    @Override
    public void close() {
        loader.close();
        descent.close();
        right.close();
    }
}
