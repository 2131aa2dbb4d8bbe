package org.ranvier.benchmarks.work;

import java.util.List;
import org.ranvier.Session;
import org.ranvier.Shape;
import org.ranvier.Tensor;
import org.ranvier.benchmarks.work.Workload.Cost;
import org.ranvier.benchmarks.work.Workload.Family;
import org.ranvier.op.BatchNorm;
import org.ranvier.op.BatchNormGradient;
import org.ranvier.op.MaxPool;
import org.ranvier.op.MaxPoolGradient;
import org.ranvier.op.Window;

/** Batch normalisation and pooling of feature maps. */
final class Images {
    private static final Shape MAPS = Shape.of(32, 64, 56, 56);

    private Images() {}

    static List<Workload> all() {
        double n = MAPS.elements();
        Window half = Window.of(2, 2, 0);
        MaxPool pool = new MaxPool(List.of(half, half));
        return List.of(
                Make.op(
                                Family.NORMALISATION,
                                "batch-norm training f32 32x64x56x56",
                                new Cost(8 * n, Make.bytes(2 * n)),
                                new BatchNorm(1e-5),
                                MAPS,
                                Shape.of(64),
                                Shape.of(64))
                        .quickly(),
                Make.task(
                        Family.NORMALISATION,
                        "batch-norm forward+backward f32 32x64x56x56",
                        new Cost(18 * n, Make.bytes(5 * n)),
                        Images::normalisation),
                Make.op(
                                Family.POOLING,
                                "max-pool 2x2 f32 32x64x56x56",
                                new Cost(n, Make.bytes(1.5 * n)),
                                pool,
                                MAPS)
                        .quickly(),
                Make.task(
                        Family.POOLING,
                        "max-pool 2x2 forward+backward f32 32x64x56x56",
                        new Cost(n, Make.bytes(2.75 * n)),
                        s -> pooling(s, pool)));
    }

    private static Task normalisation(Session s) {
        List<Tensor> in =
                List.of(Make.normal(s, MAPS), s.ones(64), s.zeros(64), Make.normal(s, MAPS));
        return new Task(
                in,
                () -> {
                    List<Tensor> y = s.apply(new BatchNorm(1e-5), in.subList(0, 3));
                    List<Tensor> with =
                            List.of(in.get(0), in.get(1), y.get(1), y.get(2), in.get(3));
                    return Make.with(y.get(0), s.apply(new BatchNormGradient(1e-5), with));
                });
    }

    private static Task pooling(Session s, MaxPool pool) {
        Tensor x = Make.normal(s, MAPS);
        Tensor gradient = Make.normal(s, Shape.of(32, 64, 28, 28));
        return new Task(
                List.of(x, gradient),
                () -> {
                    List<Tensor> y = s.apply(pool, List.of(x));
                    List<Tensor> with = List.of(gradient, y.get(1));
                    return Make.with(y.get(0), s.apply(new MaxPoolGradient(MAPS), with));
                });
    }
}
