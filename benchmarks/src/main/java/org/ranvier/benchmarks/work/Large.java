package org.ranvier.benchmarks.work;

import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.ranvier.Session;
import org.ranvier.Shape;
import org.ranvier.Tensor;
import org.ranvier.benchmarks.work.Workload.Cost;
import org.ranvier.benchmarks.work.Workload.Family;
import org.ranvier.op.LayerNorm;
import org.ranvier.op.MaxPool;
import org.ranvier.op.Op;
import org.ranvier.op.Softmax;
import org.ranvier.op.Window;

/**
 * What memory bounds, on 64M elements, beyond every cache: its share of the limit is that of the
 * copy's bandwidth. Functions of each element of this size are in {@link ElementWise}.
 */
final class Large {
    private static final long ELEMENTS = 64L << 20;
    private static final Shape CUBE = Shape.of(256, 512, 512);
    private static final Shape IMAGES = Shape.of(256, 64, 64, 64);

    private Large() {}

    static List<Workload> all() {
        Window half = Window.of(2, 2, 0);
        return List.of(
                of("sum first axis f32 256x512x512", 1, CUBE, x -> x.sum(0)),
                of("sum middle axis f32 256x512x512", 1, CUBE, x -> x.sum(1)),
                of("sum last axis f32 256x512x512", 1, CUBE, x -> x.sum(2)),
                op("softmax f32 65536x1024", 2, new Softmax(1, false), Shape.of(65536, 1024)),
                op(
                        "layer-norm f32 65536x1024",
                        2,
                        new LayerNorm(1e-5),
                        Shape.of(65536, 1024),
                        Shape.of(1024),
                        Shape.of(1024)),
                of("transpose f32 8192x8192", 2, Shape.of(8192, 8192), x -> x.transpose().copy()),
                of("channels last f32 256x64x64x64", 2, IMAGES, x -> x.permute(0, 2, 3, 1).copy()),
                op("max-pool 2x2 f32 256x64x64x64", 1.5, new MaxPool(List.of(half, half)), IMAGES),
                task("adam f32 64M", 7, s -> States.adam(s, ELEMENTS)),
                task("lif f32 64M cells, 1 step", 7, s -> States.lif(s, 2, 1, ELEMENTS)));
    }

    private static Workload of(String name, double passes, Shape shape, UnaryOperator<Tensor> f) {
        return Make.of(Family.MEMORY, name, cost(passes), shape, f);
    }

    private static Workload op(String name, double passes, Op op, Shape... shapes) {
        return Make.op(Family.MEMORY, name, cost(passes), op, shapes);
    }

    private static Workload task(String name, double passes, Function<Session, Task> prepare) {
        return Make.task(Family.MEMORY, name, cost(passes), prepare);
    }

    /** What reads or writes as many elements so many times. */
    private static Cost cost(double passes) {
        return new Cost(0, Make.bytes(passes * ELEMENTS));
    }
}
