package org.ranvier.app.train;

import java.awt.image.BufferedImage;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.ranvier.Shape;
import org.ranvier.app.plot.Chart;
import org.ranvier.app.plot.ConfusionMatrix;
import org.ranvier.app.plot.ImageGrid;
import org.ranvier.app.plot.Picture;
import org.ranvier.models.data.Dataset;
import org.ranvier.models.train.EpochResult;
import org.ranvier.models.train.Evaluation;
import org.ranvier.models.train.Evaluation.Mistake;

/**
 * What came of training a classifier, in one picture: loss and accuracy by epoch, how often each
 * class was taken for each, and, of images, the worst mistakes.
 */
final class ClassifierPicture {
    private static final int CHART_WIDTH = 490;
    private static final int CHART_HEIGHT = 330;
    private static final int MISTAKES = 12;
    private static final int COLUMNS = 4;
    private static final int IMAGE_SIDE = 100;

    private ClassifierPicture() {}

    static BufferedImage draw(List<EpochResult> history, Evaluation evaluation, Dataset test) {
        BufferedImage confusion = confusion(evaluation, test);
        return Picture.below(
                Picture.beside(loss(history), accuracy(history)),
                isImages(test) ? Picture.beside(confusion, mistakes(evaluation, test)) : confusion);
    }

    private static BufferedImage loss(List<EpochResult> history) {
        return curves("Loss", "mean loss", history, EpochResult::loss, EpochResult::validationLoss)
                .draw();
    }

    private static BufferedImage accuracy(List<EpochResult> history) {
        return curves(
                        "Accuracy",
                        "% right",
                        history,
                        result -> 100 * result.accuracy().orElse(Double.NaN),
                        result -> percent(result.validationAccuracy()))
                .draw();
    }

    private static OptionalDouble percent(OptionalDouble part) {
        return part.isPresent() ? OptionalDouble.of(100 * part.getAsDouble()) : part;
    }

    private static Chart curves(
            String title,
            String axis,
            List<EpochResult> history,
            ToDoubleFunction<EpochResult> training,
            Function<EpochResult, OptionalDouble> test) {
        double[] epochs = history.stream().mapToDouble(result -> result.epoch() + 1).toArray();
        return new Chart(title, "epoch", axis, CHART_WIDTH, CHART_HEIGHT)
                .line("training", epochs, history.stream().mapToDouble(training).toArray())
                .line(
                        "test",
                        epochs,
                        history.stream()
                                .mapToDouble(result -> test.apply(result).orElse(Double.NaN))
                                .toArray());
    }

    private static BufferedImage confusion(Evaluation evaluation, Dataset test) {
        int[][] counts = evaluation.confusion();
        List<String> labels = new ArrayList<>();
        for (int i = 0; i < counts.length; i++) {
            labels.add(className(test, i));
        }
        return ConfusionMatrix.draw(
                String.format(Locale.ROOT, "Confusion matrix of %,d test samples", test.size()),
                labels,
                counts);
    }

    private static BufferedImage mistakes(Evaluation evaluation, Dataset test) {
        List<ImageGrid.Cell> cells =
                evaluation.mistakes().stream()
                        .limit(MISTAKES)
                        .map(mistake -> cell(mistake, test))
                        .toList();
        String title = cells.isEmpty() ? "No mistakes" : "The worst mistakes";
        return ImageGrid.draw(title, cells, COLUMNS, IMAGE_SIDE);
    }

    private static ImageGrid.Cell cell(Mistake mistake, Dataset test) {
        float[] pixels = test.feature(mistake.index()).toArray(ValueLayout.JAVA_FLOAT_UNALIGNED);
        return new ImageGrid.Cell(
                Picture.grey(pixels, (int) test.features().sample().size(-1)),
                className(test, mistake.label())
                        + " taken for "
                        + className(test, mistake.prediction()),
                String.format(Locale.ROOT, "p = %.3f", mistake.confidence()));
    }

    private static String className(Dataset data, int index) {
        return index < data.classes().size() ? data.classes().get(index) : Integer.toString(index);
    }

    private static boolean isImages(Dataset data) {
        Shape sample = data.features().sample();
        return sample.rank() == 3 && sample.size(0) == 1;
    }
}
