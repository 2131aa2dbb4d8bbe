package org.ranvier.models.sequence;

import java.nio.file.Path;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.ranvier.DType;
import org.ranvier.Session;
import org.ranvier.Shape;
import org.ranvier.models.Model;
import org.ranvier.models.optim.Clipping;
import org.ranvier.models.optim.Optimizer;
import org.ranvier.models.optim.Schedule;
import org.ranvier.models.train.Report;

/**
 * Trains a language model on a text without ends, in steps of some pieces side by side. The pieces
 * begin at random places, or they follow each other and each goes on with the state that the last
 * one ended with, while gradients end where a piece begins: back-propagation through time,
 * truncated (Williams and Peng 1990).
 */
public final class TextTrainer {
    final Stateful network;
    final Optimizer optimizer;
    int steps = 1000;
    int batch = 16;
    int length = 64;
    boolean carries;
    long seed;
    Schedule schedule = Schedule.constant();
    Clipping clipping = Clipping.byNorm(1);
    int evaluateEvery = 100;
    Consumer<Point> progress = point -> {};
    BooleanSupplier stop = () -> false;
    @Nullable Path checkpoint;
    int checkpointSteps = Integer.MAX_VALUE;

    /**
     * Where training stands.
     *
     * @param step how many steps have been done
     * @param loss the mean training loss since the last point, nats a token
     * @param heldOut the loss on the text held out, nats a token
     * @param seconds the time since training began
     */
    public record Point(int step, double loss, double heldOut, double seconds) {}

    /**
     * What came of it.
     *
     * @param model the trained model, which lives until it or its session is closed
     * @param history how it went
     * @param end why it ended: finished or interrupted
     */
    public record Outcome(Model model, List<Point> history, Report.End end) {
        /** Copies the list. */
        public Outcome {
            history = List.copyOf(history);
        }
    }

    private TextTrainer(Stateful network, Optimizer optimizer) {
        this.network = network;
        this.optimizer = optimizer;
    }

    /**
     * A trainer of 1,000 steps of 16 random pieces of 64 tokens.
     *
     * @param network from tokens I32 {@code [N, T]} to logits {@code [N, T, C]}
     * @param optimizer how weights follow gradients
     * @return the trainer
     */
    public static TextTrainer of(Stateful network, Optimizer optimizer) {
        return new TextTrainer(network, optimizer);
    }

    /**
     * How many steps.
     *
     * @param count at least 1
     * @return this
     */
    public TextTrainer steps(int count) {
        steps = atLeastOne("steps", count);
        return this;
    }

    /**
     * How many pieces make a step.
     *
     * @param count at least 1
     * @return this
     */
    public TextTrainer batchSize(int count) {
        batch = atLeastOne("batch size", count);
        return this;
    }

    /**
     * How long a piece is.
     *
     * @param tokens at least 1
     * @return this
     */
    public TextTrainer length(int tokens) {
        length = atLeastOne("length", tokens);
        return this;
    }

    private static int atLeastOne(String what, int count) {
        if (count < 1) {
            throw new IllegalArgumentException(
                    "text trainer: " + what + " " + count + "; expected at least 1");
        }
        return count;
    }

    /**
     * Pieces follow each other and go on with the state of those before.
     *
     * @return this
     */
    public TextTrainer carryingState() {
        carries = true;
        return this;
    }

    /**
     * What weights, places and dropout follow from.
     *
     * @param value any number
     * @return this
     */
    public TextTrainer seed(long value) {
        seed = value;
        return this;
    }

    /**
     * How the learning rate changes.
     *
     * @param course over all steps
     * @return this
     */
    public TextTrainer schedule(Schedule course) {
        schedule = course;
        return this;
    }

    /**
     * How gradients are limited; to a norm of 1 unless set.
     *
     * @param limit the clipping
     * @return this
     */
    public TextTrainer clipping(Clipping limit) {
        clipping = limit;
        return this;
    }

    /**
     * How often the text held out is tried.
     *
     * @param everySteps after how many steps, at least 1
     * @return this
     */
    public TextTrainer evaluateEvery(int everySteps) {
        evaluateEvery = atLeastOne("evaluation every", everySteps);
        return this;
    }

    /**
     * Who is told after each evaluation.
     *
     * @param listener is given the newest point
     * @return this
     */
    public TextTrainer progress(Consumer<Point> listener) {
        progress = listener;
        return this;
    }

    /**
     * Writes a checkpoint, from which {@link #resume} goes on, at regular distances and at the end.
     *
     * @param file where to
     * @param everySteps after how many steps, at least 1
     * @return this
     */
    public TextTrainer checkpoint(Path file, int everySteps) {
        checkpoint = file;
        checkpointSteps = atLeastOne("checkpoint every", everySteps);
        return this;
    }

    /**
     * Ends training after a step when asked to; so does interrupting its thread.
     *
     * @param condition asked after every step
     * @return this
     */
    public TextTrainer stopWhen(BooleanSupplier condition) {
        stop = condition;
        return this;
    }

    /**
     * Trains.
     *
     * @param session where
     * @param train the text to learn from, longer than a piece
     * @param heldOut the text to judge by, longer than a piece
     * @return the outcome
     */
    public Outcome fit(Session session, int[] train, int[] heldOut) {
        return run(session, train, heldOut, false);
    }

    /**
     * Goes on from the checkpoint, to the same weights that training without interruption would
     * have had, bit by bit. All settings must be as they were.
     *
     * @param session where
     * @param train the same text to learn from
     * @param heldOut the same text to judge by
     * @return the outcome
     * @throws java.io.UncheckedIOException if the checkpoint cannot be read or is damaged
     * @throws IllegalArgumentException if it belongs to another training
     */
    public Outcome resume(Session session, int[] train, int[] heldOut) {
        return run(session, train, heldOut, true);
    }

    private Outcome run(Session session, int[] train, int[] heldOut, boolean resume) {
        Model model = Model.build(session, network, seed, Shape.of(1, 1), DType.F32);
        try (TextTraining training = new TextTraining(this, model, train, heldOut)) {
            return training.run(resume);
        } catch (RuntimeException | Error e) {
            model.close();
            throw e;
        }
    }
}
