package org.ranvier.models.train;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
import org.ranvier.models.io.Checkpoint;
import org.ranvier.models.io.SafeTensors;
import org.ranvier.models.optim.Descent;
import org.ranvier.models.optim.Penalty;

/** A training under way. */
final class Training implements AutoCloseable {
    private static final String MODEL = "model/";
    private static final String OPTIMIZER = "optimizer/";
    private static final String BEST = "best/";

    private final Trainer settings;
    private final Session session;
    private final Dataset train;
    private final @Nullable Dataset validation;
    private final Model model;
    private final List<Tensor> parameters;
    private final Descent descent;
    private final @Nullable RecordedSteps recorded;
    private final DataLoader loader;
    private final BestEpoch best;
    private final boolean classes;
    private final Tensor right;
    private final List<EpochResult> history = new ArrayList<>();
    private final long began = System.nanoTime();
    private int epoch;
    private int batch;
    private double lossSum;
    private double epochBegan;
    private boolean stoppedEarly;

    Training(Trainer settings, Model model, Dataset train, @Nullable Dataset validation) {
        this.settings = settings;
        this.session = model.session();
        this.train = train;
        this.validation = validation;
        this.model = model;
        this.parameters = List.copyOf(model.parameters().values());
        this.loader = new DataLoader(train, settings.loaderOptions());
        this.descent = new Descent(session, model.parameters(), settings.optimizer());
        this.recorded =
                settings.isRecorded() ? new RecordedSteps(session, this::recordedStep) : null;
        this.best = new BestEpoch(settings.earlyStopping(), model);
        this.classes = train.targets().isLabels();
        this.right = session.keep(session.full(DType.I32, Shape.SCALAR, 0));
    }

    Report run(boolean resume) {
        if (resume) {
            resume();
        }
        Report.End end = Report.End.FINISHED;
        while (epoch < settings.epochs() && !stoppedEarly) {
            if (!epoch()) {
                end = Report.End.INTERRUPTED;
                break;
            }
        }
        writeCheckpoint();
        if (end == Report.End.FINISHED) {
            best.restore();
            end = stoppedEarly ? Report.End.STOPPED_EARLY : end;
        }
        Report report = new Report(model, settings.loss(), history, end);
        settings.progress().finished(report);
        return report;
    }

    /** Runs the rest of an epoch; false if training was asked to stop before its end. */
    private boolean epoch() {
        for (Batch next : loader.epoch(epoch, batch)) {
            lossSum += step(next);
            batch++;
            settings.progress().step(progress());
            if (settings.shouldStop()) {
                return false;
            }
            if (descent.steps() % settings.checkpointSteps() == 0) {
                writeCheckpoint();
            }
        }
        EpochResult result = result();
        history.add(result);
        settings.progress().epoch(result);
        stoppedEarly = best.done(result.validationLoss().orElse(result.loss()));
        epoch++;
        batch = 0;
        lossSum = 0;
        right.fillInPlace(0);
        epochBegan = seconds();
        return true;
    }

    private double step(Batch next) {
        long total = (long) settings.epochs() * loader.batches();
        double factor = settings.schedule().factor(descent.steps(), total);
        try (Scope _ = session.scope("training step")) {
            Tensor x = next.features(session);
            Tensor target = next.targets(session);
            if (recorded != null) {
                descent.advance(factor);
                return checked(recorded.run(x, target), factor);
            }
            ValueAndGradients r = session.valueAndGradients(parameters, () -> loss(x, target));
            double loss = checked(r.value(), factor);
            descent.step(settings.clipping().apply(r.gradients()), factor);
            return loss;
        }
    }

    private Tensor recordedStep(Tensor x, Tensor target) {
        ValueAndGradients r = session.valueAndGradients(parameters, () -> loss(x, target));
        descent.apply(settings.clipping().apply(r.gradients()));
        return r.value();
    }

    private double checked(Tensor value, double factor) {
        double loss = value.item();
        if (!Double.isFinite(loss)) {
            double rate = settings.optimizer().rate() * factor;
            throw new NonFiniteLossException(epoch, batch, loader.batches(), loss, rate);
        }
        return loss;
    }

    private Tensor loss(Tensor x, Tensor target) {
        Tensor output = model.train(x);
        if (classes) {
            right.addInPlace(settings.loss().classes(output).eq(target).to(DType.I32).sum());
        }
        Tensor loss = settings.loss().of(output, target);
        Penalty penalty = settings.penalty();
        return penalty == null ? loss : loss.add(penalty.of(model.parameters()));
    }

    private EpochResult result() {
        long samples = Math.min(train.size(), (long) batch * settings.loaderOptions().batchSize());
        OptionalDouble validationLoss = OptionalDouble.empty();
        OptionalDouble validationAccuracy = OptionalDouble.empty();
        if (validation != null) {
            Evaluation evaluation = Evaluation.of(model, settings.loss(), validation);
            validationLoss = OptionalDouble.of(evaluation.loss());
            if (validation.targets().isLabels()) {
                validationAccuracy = OptionalDouble.of(evaluation.accuracy());
            }
        }
        return new EpochResult(
                epoch,
                lossSum / batch,
                classes ? OptionalDouble.of(right.item() / samples) : OptionalDouble.empty(),
                validationLoss,
                validationAccuracy,
                seconds() - epochBegan);
    }

    private Progress.Step progress() {
        return new Progress.Step(
                epoch, settings.epochs(), batch - 1, loader.batches(), lossSum / batch, seconds());
    }

    private double seconds() {
        return (System.nanoTime() - began) * 1e-9;
    }

    private void writeCheckpoint() {
        Path path = settings.checkpoint();
        if (path == null) {
            return;
        }
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        model.state().tensors().forEach((name, tensor) -> tensors.put(MODEL + name, tensor));
        descent.tensors().forEach((name, tensor) -> tensors.put(OPTIMIZER + name, tensor));
        best.tensors().forEach((name, tensor) -> tensors.put(BEST + name, tensor));
        Checkpoint.write(path, Position.FORMAT, position().toMetadata(), tensors);
    }

    private void readTensors(SafeTensors file) {
        file.copyInto(MODEL, model.state().tensors());
        file.copyInto(OPTIMIZER, descent.tensors());
        file.copyInto(BEST, best.tensors());
    }

    private Position position() {
        return new Position(
                settings.seed(),
                settings.loaderOptions().batchSize(),
                train.size(),
                epoch,
                batch,
                descent.steps(),
                model.state().random().position(),
                lossSum,
                (int) right.item(),
                seconds() - epochBegan,
                best.loss(),
                best.waited(),
                stoppedEarly,
                List.copyOf(history));
    }

    private void resume() {
        Path path = settings.checkpoint();
        if (path == null) {
            throw new IllegalStateException(
                    "resume: no checkpoint is set; name its file with checkpoint(file, steps)");
        }
        Position saved = Checkpoint.read(path, Position.FORMAT, Position::of, this::readTensors);
        if (saved.seed() != settings.seed()
                || saved.batchSize() != settings.loaderOptions().batchSize()
                || saved.samples() != train.size()) {
            throw new IllegalArgumentException(
                    "resume: "
                            + path
                            + " belongs to a training with seed "
                            + saved.seed()
                            + ", batches of "
                            + saved.batchSize()
                            + " and "
                            + saved.samples()
                            + " samples; this one has "
                            + settings.seed()
                            + ", "
                            + settings.loaderOptions().batchSize()
                            + " and "
                            + train.size());
        }
        epoch = saved.epoch();
        batch = saved.batch();
        lossSum = saved.lossSum();
        right.fillInPlace(saved.right());
        epochBegan = seconds() - saved.seconds();
        descent.steps(saved.steps());
        model.state().random().position(saved.random());
        best.resume(saved.leastLoss(), saved.waited());
        stoppedEarly = saved.stopped();
        history.addAll(saved.history());
    }

    @Override
    public void close() {
        loader.close();
        if (recorded != null) {
            recorded.close();
        }
        descent.close();
        best.close();
        right.close();
    }
}
