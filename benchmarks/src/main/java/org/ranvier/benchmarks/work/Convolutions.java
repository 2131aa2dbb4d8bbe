package org.ranvier.benchmarks.work;

import java.util.ArrayList;
import java.util.List;
import org.ranvier.Shape;
import org.ranvier.benchmarks.work.Workload.Cost;
import org.ranvier.benchmarks.work.Workload.Family;
import org.ranvier.op.Conv;
import org.ranvier.op.ConvGeometry;
import org.ranvier.op.ConvInputGradient;
import org.ranvier.op.ConvWeightGradient;
import org.ranvier.op.Window;

/** Two-dimensional convolutions of image networks, and their gradients. */
final class Convolutions {
    /**
     * Batch n, c channels in, square images of h, k channels out, square windows of r, stride s.
     */
    private record Layer(long n, long c, long h, long k, long r, long s) {
        String name() {
            String stride = s == 1 ? "" : "s" + s;
            return "N" + n + "C" + c + "H" + h + "K" + k + "R" + r + stride;
        }

        long padding() {
            return r / 2;
        }

        long outSize() {
            return (h + 2 * padding() - r) / s + 1;
        }

        Shape in() {
            return Shape.of(n, c, h, h);
        }

        Shape weight() {
            return Shape.of(k, c, r, r);
        }

        Shape out() {
            return Shape.of(n, k, outSize(), outSize());
        }

        ConvGeometry geometry() {
            Window window = Window.of(r, s, padding());
            return new ConvGeometry(List.of(window, window), 1);
        }

        Cost cost() {
            double products = (double) out().elements() * c * r * r;
            double elements = (double) in().elements() + weight().elements() + out().elements();
            return new Cost(2 * products, Make.bytes(elements));
        }
    }

    private Convolutions() {}

    static List<Workload> all() {
        List<Workload> list = new ArrayList<>();
        add(list, new Layer(32, 64, 56, 64, 3, 1));
        add(list, new Layer(8, 3, 224, 64, 7, 2));
        add(list, new Layer(32, 256, 14, 256, 3, 1));
        add(list, new Layer(32, 256, 14, 1024, 1, 1));
        add(list, new Layer(64, 1, 28, 32, 5, 1));
        list.set(0, list.get(0).quickly());
        return list;
    }

    private static void add(List<Workload> list, Layer layer) {
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
