package org.ranvier.benchmarks.work;

import java.util.List;
import org.ranvier.Shape;
import org.ranvier.Tensor;
import org.ranvier.benchmarks.work.Workload.Cost;
import org.ranvier.benchmarks.work.Workload.Family;

/** Copies between host and device, and what an operation costs when there is hardly any work. */
final class Transfers {
    private Transfers() {}

    static List<Workload> all() {
        int n = 16 << 20;
        return List.of(
                Make.on(
                        Family.TRANSFER,
                        "host to device f32 16M",
                        new Cost(0, Make.bytes(n)),
                        s -> {
                            float[] host = new float[n];
                            return () -> s.tensor(host, n);
                        }),
                Make.on(
                        Family.TRANSFER,
                        "device to host f32 16M",
                        new Cost(0, Make.bytes(n)),
                        s -> {
                            Tensor x = s.randn(n);
                            return x::toFloatArray;
                        }),
                Make.of(
                                Family.TRANSFER,
                                "100 additions in a row f32 8",
                                new Cost(800, Make.bytes(2400)),
                                Shape.of(8),
                                Transfers::additions)
                        .quickly(),
                Make.of(
                                Family.TRANSFER,
                                "1 addition, waited for f32 1",
                                new Cost(1, Make.bytes(3)),
                                Shape.of(1),
                                x -> x.add(x))
                        .quickly(),
                Make.of(
                        Family.TRANSFER,
                        "100 additions in a row f32 1",
                        new Cost(100, Make.bytes(300)),
                        Shape.of(1),
                        Transfers::additions));
    }

    private static Tensor additions(Tensor x) {
        Tensor y = x;
        for (int i = 0; i < 100; i++) {
            y = y.add(x);
        }
        return y;
    }
}
