package org.ranvier.benchmarks.work;

import java.util.ArrayList;
import java.util.List;
import org.ranvier.Session;
import org.ranvier.Shape;
import org.ranvier.Tensor;
import org.ranvier.benchmarks.work.Workload.Cost;
import org.ranvier.benchmarks.work.Workload.Family;
import org.ranvier.op.Attention;
import org.ranvier.op.CrossEntropy;
import org.ranvier.op.LayerNorm;
import org.ranvier.op.LayerNormGradient;
import org.ranvier.op.Softmax;

/** What works along the rows of a matrix: softmax, its loss, layer normalisation, attention. */
final class Rows {
    private static final LayerNorm NORM = new LayerNorm(1e-5);

    private Rows() {}

    static List<Workload> all() {
        List<Workload> list = new ArrayList<>();
        for (Shape shape : List.of(Shape.of(4096, 1000), Shape.of(65536, 64))) {
            String name = " f32 " + shape.size(0) + "x" + shape.size(1);
            double n = shape.elements();
            Cost cost = new Cost(4 * n, Make.bytes(2 * n));
            list.add(Make.op(Family.SOFTMAX, "softmax" + name, cost, new Softmax(1, false), shape));
            list.add(
                    Make.op(
                            Family.SOFTMAX,
                            "log-softmax" + name,
                            cost,
                            new Softmax(1, true),
                            shape));
            list.add(
                    Make.task(
                            Family.SOFTMAX,
                            "cross-entropy forward+backward" + name,
                            new Cost(6 * n, Make.bytes(2 * n)),
                            s -> crossEntropy(s, shape)));
        }
        list.set(0, list.get(0).quickly());
        list.set(2, list.get(2).quickly());
        list.add(layerNorm(4096, 1024).quickly());
        list.add(layerNormBothWays(4096, 1024));
        list.add(attention(8, 8, 512, 64).quickly());
        return list;
    }

    private static Task crossEntropy(Session s, Shape shape) {
        Tensor x = Make.normal(s, shape);
        Tensor target = Make.indices(s, shape.size(0), shape.size(1));
        CrossEntropy loss = new CrossEntropy(-1, 0);
        return Make.gradients(List.of(x, target), 1, in -> s.apply(loss, in).get(0).mean());
    }

    private static Workload layerNorm(long rows, long width) {
        double n = (double) rows * width;
        return Make.op(
                Family.NORMALISATION,
                "layer-norm f32 " + rows + "x" + width,
                new Cost(8 * n, Make.bytes(2 * n)),
                NORM,
                Shape.of(rows, width),
                Shape.of(width),
                Shape.of(width));
    }

    private static Workload layerNormBothWays(long rows, long width) {
        double n = (double) rows * width;
        return Make.task(
                Family.NORMALISATION,
                "layer-norm forward+backward f32 " + rows + "x" + width,
                new Cost(20 * n, Make.bytes(5 * n)),
                s -> {
                    Tensor x = s.randn(rows, width);
                    Tensor gain = s.ones(width);
                    Tensor bias = s.zeros(width);
                    Tensor gradient = s.randn(rows, width);
                    return new Task(
                            List.of(x, gain, bias, gradient),
                            () -> {
                                Tensor y = s.apply(NORM, List.of(x, gain, bias)).get(0);
                                List<Tensor> with = List.of(x, gain, gradient);
                                return Make.with(y, s.apply(new LayerNormGradient(1e-5), with));
                            });
                });
    }

    private static Workload attention(long batch, long heads, long length, long depth) {
        Shape shape = Shape.of(batch, heads, length, depth);
        double pairs = (double) batch * heads * length * length / 2;
        return Make.op(
                Family.ATTENTION,
                "attention causal f32 B" + batch + "H" + heads + "T" + length + "D" + depth,
                new Cost(4 * pairs * depth, Make.bytes(4.0 * shape.elements())),
                new Attention(1 / Math.sqrt(depth), true, false),
                shape,
                shape,
                shape);
    }
}
