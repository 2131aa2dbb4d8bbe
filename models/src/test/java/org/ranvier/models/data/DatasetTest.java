package org.ranvier.models.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.ranvier.Session;
import org.ranvier.Shape;
import org.ranvier.models.OnEveryBackend;
import org.ranvier.random.RandomStream;

class DatasetTest {
    static Dataset numbers(int count) {
        float[] x = new float[2 * count];
        for (int i = 0; i < x.length; i++) {
            x[i] = i;
        }
        return Dataset.of(Column.of(x, 2), Column.of(IntStream.range(0, count).toArray()));
    }

    private static int[] labels(Dataset data) {
        return IntStream.range(0, data.size()).map(data::label).toArray();
    }

    private static List<Integer> epoch(DataLoader loader, int epoch, int first) {
        List<Integer> labels = new ArrayList<>();
        for (Batch batch : loader.epoch(epoch, first)) {
            int[] of = batch.targets().memory().toArray(ValueLayout.JAVA_INT);
            float[] x = batch.features().memory().toArray(ValueLayout.JAVA_FLOAT);
            for (int i = 0; i < of.length; i++) {
                assertEquals(2 * of[i] + 1, x[2 * i + 1]);
                labels.add(of[i]);
            }
        }
        return labels;
    }

    @Test
    void splitsShareNothing() {
        List<Dataset> parts = numbers(103).shuffled(new RandomStream(1)).split(0.8, 0.1, 0.1);
        assertEquals(List.of(82, 11, 10), parts.stream().map(Dataset::size).toList());
        int[] all = parts.stream().flatMapToInt(p -> IntStream.of(labels(p))).sorted().toArray();
        assertArrayEquals(IntStream.range(0, 103).toArray(), all);
        for (double[] wrong : new double[][] {{0.5}, {0.8, 0.4}, {-0.5, 1.5}, {Double.NaN, 1}}) {
            assertThrows(IllegalArgumentException.class, () -> numbers(9).split(wrong));
        }
    }

    @Test
    void shufflingRepeatsWithTheSeed() {
        int[] once = labels(numbers(50).shuffled(new RandomStream(1)));
        assertArrayEquals(once, labels(numbers(50).shuffled(new RandomStream(1))));
        assertFalse(Arrays.equals(once, labels(numbers(50).shuffled(new RandomStream(2)))));
    }

    @Test
    void columnsCheckTheirElements() {
        assertThrows(IllegalArgumentException.class, () -> Column.of(new float[7], 2));
        assertThrows(
                IllegalArgumentException.class,
                () -> Dataset.of(Column.of(new float[4], 2), Column.of(new int[3])));
        Dataset regression = Dataset.of(Column.of(new float[4], 2), Column.of(new float[2], 1));
        assertThrows(IllegalStateException.class, () -> regression.label(0));
        assertThrows(IndexOutOfBoundsException.class, () -> regression.feature(2));
    }

    @Test
    void everyEpochHoldsEverySampleOnceInAnotherOrder() {
        LoaderOptions options = new LoaderOptions(8, true, false, 3, null);
        try (DataLoader loader = new DataLoader(numbers(30), options)) {
            assertEquals(4, loader.batches());
            List<Integer> first = epoch(loader, 0, 0);
            List<Integer> second = epoch(loader, 1, 0);
            assertFalse(first.equals(second));
            assertEquals(IntStream.range(0, 30).boxed().toList(), first.stream().sorted().toList());
            assertEquals(first, epoch(loader, 0, 0));
            assertEquals(second.subList(16, 30), epoch(loader, 1, 2));
            assertEquals(List.of(), epoch(loader, 1, 4));
        }
    }

    @Test
    void dropLastLeavesOutTheRest() {
        try (DataLoader loader =
                new DataLoader(numbers(30), new LoaderOptions(8, false, true, 0, null))) {
            assertEquals(3, loader.batches());
            assertEquals(IntStream.range(0, 24).boxed().toList(), epoch(loader, 0, 0));
        }
        try (DataLoader loader = new DataLoader(numbers(3), LoaderOptions.inOrder(8))) {
            assertEquals(List.of(0, 1, 2), epoch(loader, 0, 0));
        }
    }

    @OnEveryBackend
    void batchesBecomeTensors(Session s) {
        try (DataLoader loader = new DataLoader(numbers(5), LoaderOptions.inOrder(2))) {
            Batch last = null;
            for (Batch batch : loader.epoch(0, 0)) {
                last = batch;
                assertEquals(Shape.of(batch.size(), 2), batch.features(s).shape());
            }
            assertEquals(2, last.index());
            assertArrayEquals(new int[] {4}, last.targets(s).toIntArray());
            assertArrayEquals(new float[] {8, 9}, last.features(s).toFloatArray());
        }
    }

    @Test
    void failuresOfAugmentationReachTheCaller() {
        Augmentation broken =
                (elements, shape, random) -> {
                    throw new IllegalStateException("broken");
                };
        try (DataLoader loader =
                new DataLoader(numbers(5), new LoaderOptions(2, true, false, 0, broken))) {
            assertThrows(IllegalStateException.class, () -> epoch(loader, 0, 0));
        }
    }

    @Test
    void optionsAreChecked() {
        assertThrows(IllegalArgumentException.class, () -> LoaderOptions.inOrder(0));
        assertThrows(
                IllegalArgumentException.class,
                () -> new DataLoader(numbers(5).slice(0, 0), LoaderOptions.inOrder(1)));
        Dataset words = Dataset.of(Column.of(new int[4], 2), Column.of(new int[2]));
        String message =
                assertThrows(
                                IllegalArgumentException.class,
                                () ->
                                        new DataLoader(
                                                words,
                                                new LoaderOptions(
                                                        1, true, false, 0, Augmentation.flip())))
                        .getMessage();
        assertTrue(message.contains("cannot augment I32"), message);
    }
}
