package org.ranvier.models.sequence;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ranvier.DType;
import org.ranvier.Scope;
import org.ranvier.Session;
import org.ranvier.Shape;
import org.ranvier.Tensor;
import org.ranvier.ValueAndGradients;
import org.ranvier.models.Model;
import org.ranvier.models.io.Checkpoint;
import org.ranvier.models.io.SafeTensors;
import org.ranvier.models.optim.Descent;
import org.ranvier.models.train.Report;
import org.ranvier.op.Distribution;
import org.ranvier.random.RandomStream;

/** A training of a {@link TextTrainer} under way. */
final class TextTraining implements AutoCloseable {
    private static final int HELD_OUT_PIECES = 64;
    private static final SequenceLoss LOSS = SequenceLoss.crossEntropy();
    private static final String MODEL = "model/";
    private static final String OPTIMIZER = "optimizer/";
    private static final String STATE = "state/";

    private final TextTrainer settings;
    private final Session session;
    private final Model model;
    private final Tensor train;
    private final Tensor heldOut;
    private final Descent descent;
    private final RandomStream places;
    private final List<TextTrainer.Point> history = new ArrayList<>();
    private long began = System.nanoTime();
    private State state = State.of();
    private int step;
    private double lossSum;
    private int count;

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

    TextTrainer.Outcome run(boolean resume) {
        if (resume) {
            resume();
        }
        boolean stopped = false;
        while (step < settings.steps && !stopped) {
            lossSum += train();
            count++;
            step++;
            boolean last = step == settings.steps;
            stopped = Thread.currentThread().isInterrupted() || settings.stop.getAsBoolean();
            if (count == settings.evaluateEvery || last) {
                evaluate();
            }
            if (step % settings.checkpointSteps == 0 || last || stopped) {
                writeCheckpoint();
            }
        }
        Report.End end = step < settings.steps ? Report.End.INTERRUPTED : Report.End.FINISHED;
        return new TextTrainer.Outcome(model, history, end);
    }

    private void evaluate() {
        double loss = lossSum / count;
        history.add(new TextTrainer.Point(step, loss, heldOutLoss(), seconds()));
        settings.progress.accept(history.getLast());
        lossSum = 0;
        count = 0;
    }

    private double seconds() {
        return (System.nanoTime() - began) * 1e-9;
    }

    private double train() {
        try (Scope _ = session.scope("training step")) {
            Tensor tokens = pieces(train, places());
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
    private Tensor places() {
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

    private void writeCheckpoint() {
        Path path = settings.checkpoint;
        if (path == null) {
            return;
        }
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        model.state().tensors().forEach((name, tensor) -> tensors.put(MODEL + name, tensor));
        descent.tensors().forEach((name, tensor) -> tensors.put(OPTIMIZER + name, tensor));
        for (int i = 0; i < state.tensors().size(); i++) {
            tensors.put(STATE + i, state.get(i));
        }
        Checkpoint.write(path, TextPosition.FORMAT, position().toMetadata(), tensors);
    }

    private TextPosition position() {
        return new TextPosition(
                course(),
                step,
                places.position(),
                model.state().random().position(),
                lossSum,
                count,
                seconds(),
                List.copyOf(history));
    }

    /** What must not change, so that a checkpoint may be gone on from. */
    private String course() {
        return "seed %d, %d steps of %d × %d of %d tokens, %s, evaluated every %d"
                .formatted(
                        settings.seed,
                        settings.steps,
                        settings.batch,
                        settings.length,
                        train.size(0),
                        settings.carries ? "carrying state" : "from random places",
                        settings.evaluateEvery);
    }

    private void resume() {
        Path path = settings.checkpoint;
        if (path == null) {
            throw new IllegalStateException(
                    "resume: no checkpoint is set; name its file with checkpoint(file, steps)");
        }
        TextPosition saved =
                Checkpoint.read(path, TextPosition.FORMAT, TextPosition::of, this::readTensors);
        if (!saved.course().equals(course())) {
            throw new IllegalArgumentException(
                    "resume: "
                            + path
                            + " belongs to another training ("
                            + saved.course()
                            + "); this one is: "
                            + course());
        }
        step = saved.step();
        places.position(saved.places());
        model.state().random().position(saved.random());
        descent.steps(saved.step());
        lossSum = saved.lossSum();
        count = saved.count();
        began = System.nanoTime() - (long) (saved.seconds() * 1e9);
        history.addAll(saved.history());
    }

    private void readTensors(SafeTensors file) {
        file.copyInto(MODEL, model.state().tensors());
        file.copyInto(OPTIMIZER, descent.tensors());
        List<Tensor> carried = new ArrayList<>();
        while (file.names().contains(STATE + carried.size())) {
            carried.add(session.keep(file.tensor(session, STATE + carried.size())));
        }
        state = new State(carried);
    }

    @Override
    public void close() {
        state.close();
        train.close();
        heldOut.close();
        descent.close();
    }
}
