package org.ranvier.benchmarks.work;

import java.util.List;
import org.ranvier.Session;
import org.ranvier.Shape;
import org.ranvier.Tensor;
import org.ranvier.benchmarks.work.Workload.Cost;
import org.ranvier.benchmarks.work.Workload.Family;

/** What moves elements: transposes, gather, scatter-add, sort; and random numbers. */
final class Arrangements {
    private static final long ROWS = 65536;
    private static final long WIDTH = 64;
    private static final String TABLE = " f32 65536 rows of 64";

    private Arrangements() {}

    static List<Workload> all() {
        Shape square = Shape.of(4096, 4096);
        Shape images = Shape.of(32, 64, 56, 56);
        long million = 1L << 20;
        return List.of(
                Make.of(
                                Family.MOVEMENT,
                                "transpose f32 4096x4096",
                                moved(square.elements()),
                                square,
                                x -> x.transpose().copy())
                        .quickly(),
                Make.of(
                        Family.MOVEMENT,
                        "channels last f32 32x64x56x56",
                        moved(images.elements()),
                        images,
                        x -> x.permute(0, 2, 3, 1).copy()),
                Make.task(
                                Family.INDEXING,
                                "gather" + TABLE,
                                moved(ROWS * WIDTH),
                                Arrangements::gather)
                        .quickly(),
                Make.task(
                        Family.INDEXING,
                        "scatter-add" + TABLE,
                        moved(ROWS * WIDTH),
                        Arrangements::scatterAdd),
                Make.of(
                        Family.INDEXING,
                        "argsort f32 1M",
                        moved(million),
                        Shape.of(million),
                        x -> x.argSort(0, false)),
                Make.on(
                        Family.RANDOM,
                        "uniform f32 16M",
                        new Cost(0, Make.bytes(16 * million)),
                        s -> () -> s.rand(16 * million)),
                Make.on(
                        Family.RANDOM,
                        "normal f32 16M",
                        new Cost(0, Make.bytes(16 * million)),
                        s -> () -> s.randn(16 * million)));
    }

    private static Cost moved(long elements) {
        return new Cost(0, Make.bytes(2.0 * elements));
    }

    private static Task gather(Session s) {
        Tensor table = s.randn(ROWS, WIDTH);
        Tensor indices = Make.indices(s, ROWS, ROWS);
        return new Task(List.of(table, indices), () -> List.of(table.take(indices, 0)));
    }

    private static Task scatterAdd(Session s) {
        Tensor table = s.randn(ROWS, WIDTH);
        Tensor updates = s.randn(ROWS, WIDTH);
        Tensor indices = Make.indices(s, ROWS, ROWS);
        Tensor rows = indices.unsqueeze(1).expand(ROWS, WIDTH);
        return new Task(
                List.of(table, indices, updates),
                () -> List.of(table.scatterAdd(rows, updates, 0)));
    }
}
