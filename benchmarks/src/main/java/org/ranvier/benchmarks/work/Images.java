package org.ranvier.benchmarks.work;

import java.util.List;
import org.ranvier.Session;
import org.ranvier.Shape;
import org.ranvier.Tensor;
import org.ranvier.benchmarks.work.Workload.Cost;
import org.ranvier.benchmarks.work.Workload.Family;
import org.ranvier.op.BatchNorm;
import org.ranvier.op.MaxPool;
import org.ranvier.op.Window;

/** Batch normalisation and pooling of feature maps. */
final class Images {
    private static final Shape MAPS = Shape.of(32, 64, 56, 56);

    private Images() {}

    static List<Workload> all() {
        double n = MAPS.elements();
        Window half = Window.of(2, 2, 0);
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
                Make.on(
                        Family.NORMALISATION,
                        "batch-norm forward+backward f32 32x64x56x56",
                        new Cost(18 * n, Make.bytes(5 * n)),
                        Images::normalisation),
                Make.op(
                                Family.POOLING,
                                "max-pool 2x2 f32 32x64x56x56",
                                new Cost(n, Make.bytes(1.5 * n)),
                                new MaxPool(List.of(half, half)),
                                MAPS)
                        .quickly());
    }

    private static Runnable normalisation(Session s) {
        Tensor x = Make.normal(s, MAPS);
        Tensor gain = s.ones(64);
        Tensor bias = s.zeros(64);
        List<Tensor> in = List.of(x, gain, bias);
        return () -> s.valueAndGradients(in, () -> s.apply(new BatchNorm(1e-5), in).get(0).mean());
    }
}
