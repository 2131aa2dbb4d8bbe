package org.ranvier.models.data;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.ranvier.random.RandomStream;

/**
 * Samples with their targets in host memory. A data set is a selection of rows: parts of one share
 * its elements.
 */
public final class Dataset {
    private final Column features;
    private final Column targets;
    private final List<String> classes;
    private final int[] rows;

    private Dataset(Column features, Column targets, List<String> classes, int[] rows) {
        this.features = features;
        this.targets = targets;
        this.classes = classes;
        this.rows = rows;
    }

    /**
     * A data set of all samples.
     *
     * @param features what goes into a network
     * @param targets what should come out
     * @return the data set
     * @throws IllegalArgumentException if there are not as many targets as features
     */
    public static Dataset of(Column features, Column targets) {
        if (features.size() != targets.size()) {
            throw new IllegalArgumentException(
                    "data set: "
                            + features.size()
                            + " samples of features and "
                            + targets.size()
                            + " of targets");
        }
        int[] rows = IntStream.range(0, features.size()).toArray();
        return new Dataset(features, targets, List.of(), rows);
    }

    /**
     * With names for the classes.
     *
     * @param names the name of class 0, 1, …
     * @return the data set
     */
    public Dataset withClasses(List<String> names) {
        return new Dataset(features, targets, List.copyOf(names), rows);
    }

    /**
     * The names of the classes.
     *
     * @return empty if there are none
     */
    public List<String> classes() {
        return classes;
    }

    /**
     * How many samples there are.
     *
     * @return the number
     */
    public int size() {
        return rows.length;
    }

    /**
     * The features that rows are selected from.
     *
     * @return the whole column
     */
    public Column features() {
        return features;
    }

    /**
     * The targets that rows are selected from.
     *
     * @return the whole column
     */
    public Column targets() {
        return targets;
    }

    /**
     * The features of a sample.
     *
     * @param index which, below {@link #size}
     * @return the memory, shared with the data set
     */
    public MemorySegment feature(int index) {
        return features.get(rows[index]);
    }

    /**
     * The target of a sample.
     *
     * @param index which, below {@link #size}
     * @return the memory, shared with the data set
     */
    public MemorySegment target(int index) {
        return targets.get(rows[index]);
    }

    /**
     * The class of a sample.
     *
     * @param index which, below {@link #size}
     * @return the class
     * @throws IllegalStateException if targets are no classes
     */
    public int label(int index) {
        return targets.label(rows[index]);
    }

    /**
     * Some samples.
     *
     * @param indices which, in the order wanted, each below {@link #size}
     * @return a data set that shares the elements
     */
    public Dataset select(int... indices) {
        int[] selected = IntStream.of(indices).map(i -> rows[i]).toArray();
        return new Dataset(features, targets, classes, selected);
    }

    /**
     * A run of samples.
     *
     * @param start the first
     * @param end behind the last
     * @return a data set that shares the elements
     */
    public Dataset slice(int start, int end) {
        return select(IntStream.range(start, end).toArray());
    }

    /**
     * The samples in random order.
     *
     * @param random decides the order; goes on behind the numbers taken
     * @return a data set that shares the elements
     */
    public Dataset shuffled(RandomStream random) {
        return select(random.permutation(size()));
    }

    /**
     * Cuts into parts one after the other; shuffle before if the order of samples means something.
     *
     * @param fractions the parts' sizes, which add up to 1, as 0.8, 0.1, 0.1 for training,
     *     validation and test
     * @return the parts
     * @throws IllegalArgumentException if they do not add up to 1
     */
    public List<Dataset> split(double... fractions) {
        List<Dataset> parts = new ArrayList<>();
        double sum = 0;
        int start = 0;
        for (double fraction : fractions) {
            sum += fraction;
            int end = (int) Math.min(size(), Math.round(sum * size()));
            if (!(fraction >= 0) || sum > 1 + 1e-9) {
                throw wrongParts(fractions);
            }
            parts.add(slice(start, end));
            start = end;
        }
        if (Math.abs(sum - 1) > 1e-9) {
            throw wrongParts(fractions);
        }
        return parts;
    }

    private static IllegalArgumentException wrongParts(double[] fractions) {
        return new IllegalArgumentException(
                "split: " + Arrays.toString(fractions) + " are not fractions that add up to 1");
    }
}
