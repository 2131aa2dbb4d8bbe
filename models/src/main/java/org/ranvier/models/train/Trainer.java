package org.ranvier.models.train;

import java.nio.file.Path;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.ranvier.DType;
import org.ranvier.Session;
import org.ranvier.Shape;
import org.ranvier.models.Layer;
import org.ranvier.models.Model;
import org.ranvier.models.data.Augmentation;
import org.ranvier.models.data.Dataset;
import org.ranvier.models.data.LoaderOptions;
import org.ranvier.models.loss.Loss;
import org.ranvier.models.optim.Clipping;
import org.ranvier.models.optim.Optimizer;
import org.ranvier.models.optim.Penalty;
import org.ranvier.models.optim.Schedule;

/**
 * Trains a network by descent in batches. It is set up by chained calls and can be used many times;
 * equal settings, seed and data give equal weights, bit by bit.
 */
public final class Trainer {
    private final Layer network;
    private final Loss loss;
    private final Optimizer optimizer;
    private int epochs = 1;
    private int batchSize = 32;
    private long seed;
    private boolean dropLast;
    private boolean recorded;
    private DType dtype = DType.F32;
    private Schedule schedule = Schedule.constant();
    private Clipping clipping = Clipping.none();
    private Progress progress = Progress.none();
    private @Nullable Penalty penalty;
    private @Nullable Augmentation augmentation;
    private @Nullable EarlyStopping earlyStopping;
    private @Nullable Path checkpoint;
    private int checkpointSteps = Integer.MAX_VALUE;
    private BooleanSupplier stop = () -> false;

    private Trainer(Layer network, Loss loss, Optimizer optimizer) {
        this.network = Objects.requireNonNull(network);
        this.loss = Objects.requireNonNull(loss);
        this.optimizer = Objects.requireNonNull(optimizer);
    }

    /**
     * A trainer of one epoch in batches of 32.
     *
     * @param network what is trained
     * @param loss what is made small
     * @param optimizer how weights follow gradients
     * @return the trainer
     */
    public static Trainer of(Layer network, Loss loss, Optimizer optimizer) {
        return new Trainer(network, loss, optimizer);
    }

    /**
     * How many times all samples are gone through.
     *
     * @param count at least 1
     * @return this
     */
    public Trainer epochs(int count) {
        if (count < 1) {
            throw new IllegalArgumentException("epochs: " + count + "; expected at least 1");
        }
        epochs = count;
        return this;
    }

    /**
     * How many samples make a step.
     *
     * @param count at least 1
     * @return this
     */
    public Trainer batchSize(int count) {
        if (count < 1) {
            throw new IllegalArgumentException("batch size: " + count + "; expected at least 1");
        }
        batchSize = count;
        return this;
    }

    /**
     * What weights, orders, augmentation and dropout follow from.
     *
     * @param value any number
     * @return this
     */
    public Trainer seed(long value) {
        seed = value;
        return this;
    }

    /**
     * Leaves out a last batch that is not full.
     *
     * @return this
     */
    public Trainer dropLast() {
        dropLast = true;
        return this;
    }

    /**
     * Records a step with {@link Session#record} when a shape of batches is first seen, and repeats
     * it for those that follow: to the same weights, bit by bit, with less work for the host. It is
     * worth it on devices with a queue, where steps are short. A network that draws random numbers,
     * as dropout does, cannot be recorded; training it throws {@link IllegalStateException}.
     *
     * @return this
     */
    public Trainer recorded() {
        recorded = true;
        return this;
    }

    /**
     * The type of weights, F32 unless set.
     *
     * @param type F32 or F64
     * @return this
     */
    public Trainer dtype(DType type) {
        dtype = type;
        return this;
    }

    /**
     * How the learning rate changes.
     *
     * @param course over all steps of the training
     * @return this
     */
    public Trainer schedule(Schedule course) {
        schedule = Objects.requireNonNull(course);
        return this;
    }

    /**
     * How gradients are limited.
     *
     * @param limit the clipping
     * @return this
     */
    public Trainer clipping(Clipping limit) {
        clipping = Objects.requireNonNull(limit);
        return this;
    }

    /**
     * What is added to the loss.
     *
     * @param addend the penalty
     * @return this
     */
    public Trainer penalty(Penalty addend) {
        penalty = addend;
        return this;
    }

    /**
     * How samples are changed before they are trained on.
     *
     * @param change the augmentation
     * @return this
     */
    public Trainer augmentation(Augmentation change) {
        augmentation = change;
        return this;
    }

    /**
     * Who is told how it goes on.
     *
     * @param listener the progress
     * @return this
     */
    public Trainer progress(Progress listener) {
        progress = Objects.requireNonNull(listener);
        return this;
    }

    /**
     * Ends training when it brings nothing any more.
     *
     * @param rule when
     * @return this
     */
    public Trainer earlyStopping(EarlyStopping rule) {
        earlyStopping = rule;
        return this;
    }

    /**
     * Writes a checkpoint, from which {@link #resume} goes on, at regular distances and at the end.
     *
     * @param file where to
     * @param everySteps after how many steps, at least 1
     * @return this
     */
    public Trainer checkpoint(Path file, int everySteps) {
        if (everySteps < 1) {
            throw new IllegalArgumentException(
                    "checkpoint: every " + everySteps + " steps; expected at least 1");
        }
        checkpoint = file;
        checkpointSteps = everySteps;
        return this;
    }

    /**
     * Ends training after a step when asked to; so does interrupting its thread.
     *
     * @param condition asked after every step
     * @return this
     */
    public Trainer stopWhen(BooleanSupplier condition) {
        stop = Objects.requireNonNull(condition);
        return this;
    }

    /**
     * Trains.
     *
     * @param session where
     * @param train the samples
     * @return the outcome, with the trained model
     * @throws NonFiniteLossException if the loss becomes infinite or not a number
     */
    public Report fit(Session session, Dataset train) {
        return run(session, train, null, false);
    }

    /**
     * Trains, and evaluates after each epoch.
     *
     * @param session where
     * @param train the samples to learn from
     * @param validation the samples to judge by
     * @return the outcome, with the trained model
     * @throws NonFiniteLossException if the loss becomes infinite or not a number
     */
    public Report fit(Session session, Dataset train, Dataset validation) {
        return run(session, train, validation, false);
    }

    /**
     * Goes on from the checkpoint, to the same weights that training without interruption would
     * have had, bit by bit. All settings but the number of epochs must be as they were.
     *
     * @param session where
     * @param train the same samples to learn from
     * @return the outcome, with the trained model
     * @throws java.io.UncheckedIOException if the checkpoint cannot be read or is damaged
     * @throws IllegalArgumentException if it belongs to another training
     */
    public Report resume(Session session, Dataset train) {
        return run(session, train, null, true);
    }

    /**
     * As {@link #resume(Session, Dataset)}, with validation.
     *
     * @param session where
     * @param train the same samples to learn from
     * @param validation the same samples to judge by
     * @return the outcome, with the trained model
     * @throws java.io.UncheckedIOException if the checkpoint cannot be read or is damaged
     * @throws IllegalArgumentException if it belongs to another training
     */
    public Report resume(Session session, Dataset train, Dataset validation) {
        return run(session, train, validation, true);
    }

    private Report run(
            Session session, Dataset train, @Nullable Dataset validation, boolean resume) {
        Shape example = Shape.of(1).concat(train.features().sample());
        Model model = Model.build(session, network, seed, example, dtype);
        try (Training training = new Training(this, model, train, validation)) {
            return training.run(resume);
        } catch (RuntimeException | Error e) {
            model.close();
            throw e;
        }
    }

    Loss loss() {
        return loss;
    }

    Optimizer optimizer() {
        return optimizer;
    }

    boolean isRecorded() {
        return recorded;
    }

    int epochs() {
        return epochs;
    }

    long seed() {
        return seed;
    }

    Schedule schedule() {
        return schedule;
    }

    Clipping clipping() {
        return clipping;
    }

    Progress progress() {
        return progress;
    }

    @Nullable Penalty penalty() {
        return penalty;
    }

    @Nullable EarlyStopping earlyStopping() {
        return earlyStopping;
    }

    @Nullable Path checkpoint() {
        return checkpoint;
    }

    int checkpointSteps() {
        return checkpointSteps;
    }

    boolean shouldStop() {
        return Thread.currentThread().isInterrupted() || stop.getAsBoolean();
    }

    LoaderOptions loaderOptions() {
        return new LoaderOptions(batchSize, true, dropLast, seed, augmentation);
    }
}
