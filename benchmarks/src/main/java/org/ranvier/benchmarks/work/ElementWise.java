package org.ranvier.benchmarks.work;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.ranvier.Session;
import org.ranvier.Shape;
import org.ranvier.Tensor;
import org.ranvier.benchmarks.work.Workload.Cost;
import org.ranvier.benchmarks.work.Workload.Family;

/** Functions of each element, in the caches and beyond them. */
final class ElementWise {
    private ElementWise() {}

    static List<Workload> all() {
        List<Workload> list = new ArrayList<>();
        for (Size size : Size.values()) {
            list.add(unary("exp", size, Tensor::exp));
            list.add(unary("tanh", size, Tensor::tanh));
            list.add(unary("sigmoid", size, Tensor::sigmoid));
            list.add(unary("gelu", size, Tensor::gelu));
            list.add(unary("gelu-tanh", size, Tensor::geluTanh));
            list.add(unary("relu", size, Tensor::relu));
            list.add(add(size));
            list.add(broadcast(size));
        }
        list.set(1, list.get(1).quickly());
        list.set(6, list.get(6).quickly());
        return list;
    }

    private enum Size {
        M1(1L << 20),
        M64(64L << 20);

        private final long elements;

        Size(long elements) {
            this.elements = elements;
        }

        @Override
        public String toString() {
            return " f32 " + (elements >> 20) + "M";
        }
    }

    private static Workload unary(String name, Size size, UnaryOperator<Tensor> function) {
        Cost cost = new Cost(size.elements, Make.bytes(2.0 * size.elements));
        return Make.of(Family.ELEMENT_WISE, name + size, cost, Shape.of(size.elements), function);
    }

    private static Workload add(Size size) {
        Cost cost = new Cost(size.elements, Make.bytes(3.0 * size.elements));
        return Make.task(
                Family.ELEMENT_WISE,
                "add" + size,
                cost,
                s -> sum(s, Shape.of(size.elements), Shape.of(size.elements)));
    }

    /** A bias on the rows of a matrix. */
    private static Workload broadcast(Size size) {
        Cost cost = new Cost(size.elements, Make.bytes(2.0 * size.elements));
        return Make.task(
                Family.ELEMENT_WISE,
                "add-bias" + size,
                cost,
                s -> sum(s, Shape.of(size.elements / 512, 512), Shape.of(512)));
    }

    private static Task sum(Session session, Shape a, Shape b) {
        Tensor x = Make.normal(session, a);
        Tensor y = Make.normal(session, b);
        return new Task(List.of(x, y), () -> List.of(x.add(y)));
    }
}
