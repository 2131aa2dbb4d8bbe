package org.ranvier.models.train;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.ranvier.Scope;
import org.ranvier.Session;
import org.ranvier.Tensor;
import org.ranvier.models.Model;
import org.ranvier.models.data.Batch;
import org.ranvier.models.data.DataLoader;
import org.ranvier.models.data.Dataset;
import org.ranvier.models.data.LoaderOptions;
import org.ranvier.models.loss.Loss;

/** How well a model does on a data set. */
public final class Evaluation {
    private static final int BATCH = 256;

    private final Dataset data;
    private final double loss;
    private final int[] predictions;
    private final float[] confidences;

    private Evaluation(Dataset data, double loss, int[] predictions, float[] confidences) {
        this.data = data;
        this.loss = loss;
        this.predictions = predictions;
        this.confidences = confidences;
    }

    /**
     * Evaluates a model.
     *
     * @param model the model
     * @param loss the measure
     * @param data the samples
     * @return the figures
     */
    public static Evaluation of(Model model, Loss loss, Dataset data) {
        boolean classes = data.targets().isLabels();
        int[] predictions = new int[classes ? data.size() : 0];
        float[] confidences = new float[predictions.length];
        double sum = 0;
        int done = 0;
        Session session = model.session();
        try (DataLoader loader = new DataLoader(data, LoaderOptions.inOrder(BATCH))) {
            for (Batch batch : loader.epoch(0, 0)) {
                try (Scope _ = session.scope("evaluation")) {
                    Tensor output = model.predict(batch.features(session));
                    sum += loss.of(output, batch.targets(session)).item() * batch.size();
                    if (classes) {
                        copy(loss.classes(output).toIntArray(), predictions, done);
                        copy(confidence(loss, output).toFloatArray(), confidences, done);
                    }
                }
                done += batch.size();
            }
        }
        return new Evaluation(data, sum / done, predictions, confidences);
    }

    private static void copy(Object from, Object to, int at) {
        System.arraycopy(from, 0, to, at, Array.getLength(from));
    }

    /** The prediction for the class decided for; of a single column, for the nearer of 0 and 1. */
    private static Tensor confidence(Loss loss, Tensor output) {
        Tensor p = loss.predict(output);
        return output.rank() == 2 && output.size(1) > 1 ? p.max(1) : p.maximum(p.rsub(1)).flatten();
    }

    /**
     * The mean loss.
     *
     * @return the loss
     */
    public double loss() {
        return loss;
    }

    /**
     * The part of samples that were classified rightly.
     *
     * @return from 0 to 1
     * @throws IllegalStateException if targets are no classes
     */
    public double accuracy() {
        long right =
                IntStream.range(0, checkedPredictions().length)
                        .filter(i -> predictions[i] == data.label(i))
                        .count();
        return (double) right / predictions.length;
    }

    /**
     * How often each class was taken for each.
     *
     * @return {@code [true class][predicted class]}
     * @throws IllegalStateException if targets are no classes
     */
    public int[][] confusion() {
        int classes = data.classes().size();
        for (int i = 0; i < checkedPredictions().length; i++) {
            classes = Math.max(classes, 1 + Math.max(predictions[i], data.label(i)));
        }
        int[][] counts = new int[classes][classes];
        for (int i = 0; i < predictions.length; i++) {
            counts[data.label(i)][predictions[i]]++;
        }
        return counts;
    }

    /**
     * A sample that was taken for something else.
     *
     * @param index which sample of the data set
     * @param label its class
     * @param prediction the class it was taken for
     * @param confidence how probable the model found that, from 0 to 1
     */
    public record Mistake(int index, int label, int prediction, double confidence) {}

    /**
     * The samples that were taken for something else.
     *
     * @return those that the model was surest of first
     * @throws IllegalStateException if targets are no classes
     */
    public List<Mistake> mistakes() {
        List<Mistake> mistakes = new ArrayList<>();
        for (int i = 0; i < checkedPredictions().length; i++) {
            if (predictions[i] != data.label(i)) {
                mistakes.add(new Mistake(i, data.label(i), predictions[i], confidences[i]));
            }
        }
        mistakes.sort(Comparator.comparingDouble(Mistake::confidence).reversed());
        return mistakes;
    }

    /**
     * The classes decided for.
     *
     * @return one for each sample
     * @throws IllegalStateException if targets are no classes
     */
    public int[] predictions() {
        return checkedPredictions().clone();
    }

    private int[] checkedPredictions() {
        if (!data.targets().isLabels()) {
            throw new IllegalStateException(
                    "evaluation: targets "
                            + data.targets().dtype()
                            + data.targets().sample()
                            + " are no classes, so there is no accuracy; see loss()");
        }
        return predictions;
    }
}
