package org.ranvier.models.sequence;

import java.util.ArrayList;
import java.util.List;
import org.ranvier.DType;
import org.ranvier.Scope;
import org.ranvier.Session;
import org.ranvier.Shape;
import org.ranvier.Tensor;
import org.ranvier.ValueAndGradients;
import org.ranvier.models.Model;
import org.ranvier.models.optim.Descent;
import org.ranvier.op.Distribution;
import org.ranvier.random.RandomStream;

/** A training of a {@link TextTrainer} under way. */
final class TextTraining implements AutoCloseable {
    private static final int HELD_OUT_PIECES = 64;
    private static final SequenceLoss LOSS = SequenceLoss.crossEntropy();

    private final TextTrainer settings;
    private final Session session;
    private final Model model;
    private final Tensor train;
    private final Tensor heldOut;
    private final Descent descent;
    private final RandomStream places;
    private final long began = System.nanoTime();
    private State state = State.of();

    TextTraining(TextTrainer settings, Model model, int[] train, int[] heldOut) {
        this.settings = settings;
        this.session = model.session();
        this.model = model;
        this.train = upload("text to learn from", train);
        this.heldOut = upload("text held out", heldOut);
        this.descent = new Descent(session, model.parameters(), settings.optimizer);
        this.places = new RandomStream(settings.seed).named("places");
    }

    private Tensor upload(String what, int[] tokens) {
        if (tokens.length <= settings.length) {
            throw new IllegalArgumentException(
                    "text trainer: the "
                            + what
                            + " has "
                            + tokens.length
                            + " tokens; expected more than a piece of "
                            + settings.length);
        }
        return session.keep(session.tensor(tokens));
    }

    List<TextTrainer.Point> run() {
        List<TextTrainer.Point> history = new ArrayList<>();
        double sum = 0;
        int count = 0;
        boolean stopped = false;
        for (int step = 0; step < settings.steps && !stopped; step++) {
            sum += step(step);
            count++;
            stopped = Thread.currentThread().isInterrupted() || settings.stop.getAsBoolean();
            if (count == settings.evaluateEvery || step + 1 == settings.steps || stopped) {
                double seconds = (System.nanoTime() - began) * 1e-9;
                history.add(new TextTrainer.Point(step + 1, sum / count, heldOutLoss(), seconds));
                settings.progress.accept(history.getLast());
                sum = 0;
                count = 0;
            }
        }
        return history;
    }

    private double step(int step) {
        try (Scope _ = session.scope("training step")) {
            Tensor tokens = pieces(train, places(step));
            State before = state.tensors().isEmpty() ? first(settings.batch) : state;
            State old = state;
            ValueAndGradients r =
                    session.valueAndGradients(
                            List.copyOf(model.parameters().values()), () -> loss(before, tokens));
            old.close();
            double loss = r.value().item();
            if (!Double.isFinite(loss)) {
                throw new IllegalStateException(
                        "text trainer: the loss of step "
                                + step
                                + " is "
                                + loss
                                + "; lower the learning rate or the clipping's limit");
            }
            double factor = settings.schedule.factor(step, settings.steps);
            descent.step(settings.clipping.apply(r.gradients()), factor);
            return loss;
        }
    }

    private State first(long batch) {
        return settings.network.initial(model.context(true), batch);
    }

    private Tensor loss(State before, Tensor tokens) {
        Tensor x = tokens.slice(1, 0, settings.length);
        Stateful.Result result = settings.network.step(model.context(true), before, x);
        state = settings.carries ? result.state().detach().keep() : State.of();
        return LOSS.of(result.output(), tokens.slice(1, 1, settings.length + 1));
    }

    /** Where the pieces of a step begin, {@code [batch]}; the carried state ends with the text. */
    private Tensor places(int step) {
        long room = train.size(0) - settings.length;
        if (!settings.carries) {
            Shape shape = Shape.of(settings.batch);
            return places.draw(session, Distribution.UNIFORM, DType.F64, shape)
                    .mul((double) room)
                    .to(DType.I32);
        }
        long stretch = train.size(0) / settings.batch;
        long pieces = (stretch - 1) / settings.length;
        if (pieces < 1) {
            throw new IllegalArgumentException(
                    "text trainer: "
                            + train.size(0)
                            + " tokens are too few for "
                            + settings.batch
                            + " streams of pieces of "
                            + settings.length);
        }
        if (step % pieces == 0) {
            state.close();
            state = State.of();
        }
        return session.arange(settings.batch)
                .mul((double) stretch)
                .add((double) (step % pieces * settings.length));
    }

    /** Pieces with the token behind each, {@code [N, length + 1]}. */
    private Tensor pieces(Tensor text, Tensor starts) {
        Tensor within = session.arange(settings.length + 1);
        return text.take(starts.unsqueeze(1).add(within), 0);
    }

    /** The mean over pieces that are spread evenly, each from the first state on. */
    private double heldOutLoss() {
        double sum = 0;
        int done = 0;
        long room = heldOut.size(0) - settings.length - 1;
        while (done < HELD_OUT_PIECES) {
            int count = Math.min(settings.batch, HELD_OUT_PIECES - done);
            try (Scope _ = session.scope("held out")) {
                double spacing = room / (double) HELD_OUT_PIECES;
                Tensor starts =
                        session.arange(count)
                                .add((double) done)
                                .to(DType.F64)
                                .mul(spacing)
                                .to(DType.I32);
                Tensor tokens = pieces(heldOut, starts);
                Tensor output = model.predict(tokens.slice(1, 0, settings.length));
                Tensor targets = tokens.slice(1, 1, settings.length + 1);
                sum += LOSS.of(output, targets).item() * count;
            }
            done += count;
        }
        return sum / done;
    }

    @Override
    public void close() {
        state.close();
        train.close();
        heldOut.close();
        descent.close();
    }
}
