package org.ranvier.benchmarks.work;

import java.util.ArrayList;
import java.util.List;
import org.ranvier.benchmarks.work.Workload.Cost;
import org.ranvier.benchmarks.work.Workload.Family;
import org.ranvier.op.Conv;
import org.ranvier.op.ConvGeometry;
import org.ranvier.op.ConvInputGradient;
import org.ranvier.op.ConvWeightGradient;

/** Two-dimensional convolutions of image networks, and their gradients. */
final class Convolutions {
    private Convolutions() {}

    static List<Workload> all() {
        List<Workload> list = new ArrayList<>();
        add(list, new ConvLayer(32, 64, 56, 64, 3, 1));
        add(list, new ConvLayer(8, 3, 224, 64, 7, 2));
        add(list, new ConvLayer(32, 256, 14, 256, 3, 1));
        add(list, new ConvLayer(32, 256, 14, 1024, 1, 1));
        add(list, new ConvLayer(64, 1, 28, 32, 5, 1));
        list.set(0, list.get(0).quickly());
        return list;
    }

    private static void add(List<Workload> list, ConvLayer layer) {
        ConvGeometry g = layer.geometry();
        Family family = Family.CONVOLUTION;
        Cost cost = layer.cost();
        String name = " f32 " + layer.name();
        list.add(Make.op(family, "conv" + name, cost, new Conv(g), layer.in(), layer.weight()));
        list.add(
                Make.op(
                        family,
                        "conv-backward-data" + name,
                        cost,
                        new ConvInputGradient(g, layer.in()),
                        layer.weight(),
                        layer.out()));
        list.add(
                Make.op(
                        family,
                        "conv-backward-weights" + name,
                        cost,
                        new ConvWeightGradient(g, layer.weight()),
                        layer.in(),
                        layer.out()));
    }
}
