package org.ranvier.models.data;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.ranvier.DType;
import org.ranvier.Shape;
import org.ranvier.TensorSpec;
import org.ranvier.op.HostArray;
import org.ranvier.random.RandomStream;

/**
 * Hands out a data set in batches. While one batch is used, the next is prepared on another thread.
 * What an epoch holds follows from the seed and the epoch's number alone, so that any epoch can be
 * had again from any batch on.
 */
public final class DataLoader implements AutoCloseable {
    private static final int BUFFERS = 2;

    private final Dataset data;
    private final int batchSize;
    private final boolean shuffle;
    private final boolean dropLast;
    private final @Nullable Augmentation augmentation;
    private final RandomStream random;
    private final Arena arena = Arena.ofShared();
    private final MemorySegment[] features = new MemorySegment[BUFFERS];
    private final MemorySegment[] targets = new MemorySegment[BUFFERS];
    private final ExecutorService worker =
            Executors.newSingleThreadExecutor(
                    Thread.ofPlatform().daemon().name("ranvier-loader").factory());

    /**
     * Opens a loader.
     *
     * @param data what to hand out
     * @param options how
     * @throws IllegalArgumentException if the data set is empty, or is to be augmented and its
     *     features are not F32
     */
    public DataLoader(Dataset data, LoaderOptions options) {
        if (data.size() == 0) {
            throw new IllegalArgumentException("loader: the data set is empty");
        }
        if (options.augmentation() != null && data.features().dtype() != DType.F32) {
            throw new IllegalArgumentException(
                    "loader: cannot augment "
                            + data.features().dtype()
                            + " features; expected F32");
        }
        this.data = data;
        this.batchSize = Math.min(options.batchSize(), data.size());
        this.shuffle = options.shuffle();
        this.dropLast = options.dropLast();
        this.augmentation = options.augmentation();
        this.random = new RandomStream(options.seed()).named("loader");
        for (int i = 0; i < BUFFERS; i++) {
            features[i] = arena.allocate(batchSize * data.features().sampleBytes(), 64);
            targets[i] = arena.allocate(batchSize * data.targets().sampleBytes(), 64);
        }
    }

    /**
     * How many batches an epoch has.
     *
     * @return the number, at least 1
     */
    public int batches() {
        return dropLast ? data.size() / batchSize : Math.ceilDiv(data.size(), batchSize);
    }

    /**
     * The batches of an epoch.
     *
     * @param epoch which epoch, from 0
     * @param first the batch to begin with
     * @return the batches from there on; each is good until the next one is asked for
     */
    public Iterable<Batch> epoch(int epoch, int first) {
        RandomStream own = random.named("epoch " + epoch);
        int[] order =
                shuffle ? own.permutation(data.size()) : IntStream.range(0, data.size()).toArray();
        return () -> new Batches(order, own, first);
    }

    private final class Batches implements Iterator<Batch> {
        private final int[] order;
        private final RandomStream random;
        private int next;
        private CompletableFuture<Batch> prepared;

        Batches(int[] order, RandomStream random, int first) {
            this.order = order;
            this.random = random;
            this.next = first;
            this.prepared = prepare();
        }

        private CompletableFuture<Batch> prepare() {
            int index = next;
            return index < batches()
                    ? CompletableFuture.supplyAsync(() -> assemble(order, random, index), worker)
                    : CompletableFuture.failedFuture(new NoSuchElementException());
        }

        @Override
        public boolean hasNext() {
            return next < batches();
        }

        @Override
        public Batch next() {
            try {
                Batch batch = prepared.join();
                next++;
                prepared = prepare();
                return batch;
            } catch (CompletionException e) {
                if (e.getCause() instanceof RuntimeException cause) {
                    throw cause;
                }
                throw e;
            }
        }
    }

    private Batch assemble(int[] order, RandomStream epoch, int index) {
        int start = index * batchSize;
        int count = Math.min(batchSize, order.length - start);
        MemorySegment x = features[index % BUFFERS];
        MemorySegment t = targets[index % BUFFERS];
        for (int i = 0; i < count; i++) {
            int row = order[start + i];
            fill(x, i, data.feature(row), epoch, row);
            t.asSlice(i * data.targets().sampleBytes()).copyFrom(data.target(row));
        }
        return new Batch(index, array(data.features(), count, x), array(data.targets(), count, t));
    }

    private void fill(
            MemorySegment x, int place, MemorySegment sample, RandomStream epoch, int row) {
        MemorySegment target = x.asSlice(place * sample.byteSize(), sample.byteSize());
        if (augmentation == null) {
            target.copyFrom(sample);
            return;
        }
        float[] elements = sample.toArray(ValueLayout.JAVA_FLOAT_UNALIGNED);
        augmentation.apply(elements, data.features().sample(), epoch.named("sample " + row));
        target.copyFrom(MemorySegment.ofArray(elements));
    }

    private static HostArray array(Column column, int count, MemorySegment memory) {
        Shape shape = Shape.of(count).concat(column.sample());
        return new HostArray(
                new TensorSpec(column.dtype(), shape),
                memory.asSlice(0, count * column.sampleBytes()));
    }

    /** Ends the other thread and gives the memory back. */
    @Override
    public void close() {
        worker.close();
        arena.close();
    }
}
