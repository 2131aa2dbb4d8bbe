package org.ranvier.models.train;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.ranvier.DType;
import org.ranvier.Session;
import org.ranvier.models.Layer;
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
    private DType dtype = DType.F32;
    private Schedule schedule = Schedule.constant();
    private Clipping clipping = Clipping.none();
    private Progress progress = Progress.none();
    private @Nullable Penalty penalty;
    private @Nullable Augmentation augmentation;

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
     * Trains.
     *
     * @param session where
     * @param train the samples
     * @return the outcome, with the trained model
     * @throws NonFiniteLossException if the loss becomes infinite or not a number
     */
    public Report fit(Session session, Dataset train) {
        return start(session, train, null);
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
        return start(session, train, validation);
    }

    private Report start(Session session, Dataset train, @Nullable Dataset validation) {
        try (Training training = new Training(this, session, train, validation)) {
            return training.run();
        }
    }

    Layer network() {
        return network;
    }

    Loss loss() {
        return loss;
    }

    Optimizer optimizer() {
        return optimizer;
    }

    int epochs() {
        return epochs;
    }

    long seed() {
        return seed;
    }

    DType dtype() {
        return dtype;
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

    LoaderOptions loaderOptions() {
        return new LoaderOptions(batchSize, true, dropLast, seed, augmentation);
    }
}
