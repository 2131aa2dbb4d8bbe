package org.ranvier.benchmarks.work;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.ranvier.DType;
import org.ranvier.Session;
import org.ranvier.Shape;
import org.ranvier.Tensor;
import org.ranvier.benchmarks.work.Workload.Cost;
import org.ranvier.benchmarks.work.Workload.Family;
import org.ranvier.op.Distribution;
import org.ranvier.op.Op;

/** Short forms for lists of workloads. */
final class Make {
    private Make() {}

    /** What is done with one tensor of normal numbers. */
    static Workload of(
            Family family, String name, Cost cost, Shape shape, Function<Tensor, Tensor> function) {
        return task(
                family,
                name,
                cost,
                s -> {
                    Tensor x = normal(s, shape);
                    return new Task(List.of(x), () -> List.of(function.apply(x)));
                });
    }

    /** What no peer is given operands for. */
    static Workload on(Family family, String name, Cost cost, Function<Session, Runnable> prepare) {
        return task(
                family,
                name,
                cost,
                s -> {
                    Runnable action = prepare.apply(s);
                    return new Task(
                            List.of(),
                            () -> {
                                action.run();
                                return List.of();
                            });
                });
    }

    static Workload task(Family family, String name, Cost cost, Function<Session, Task> prepare) {
        return new Workload(name, family, cost, false, prepare);
    }

    /** An operation on tensors of normal numbers. */
    static Workload op(Family family, String name, Cost cost, Op op, Shape... shapes) {
        return task(
                family,
                name,
                cost,
                s -> {
                    List<Tensor> in = Stream.of(shapes).map(shape -> normal(s, shape)).toList();
                    return new Task(in, () -> s.apply(op, in));
                });
    }

    /** A mean loss with its gradients with respect to the first operands. */
    static Task gradients(List<Tensor> in, int wanted, Function<List<Tensor>, Tensor> loss) {
        List<Tensor> with = in.subList(0, wanted);
        Session session = in.get(0).session();
        return new Task(
                in,
                () -> {
                    var r = session.valueAndGradients(with, () -> loss.apply(in));
                    return with(r.value(), r.gradients());
                });
    }

    static List<Tensor> with(Tensor first, List<Tensor> more) {
        return Stream.concat(Stream.of(first), more.stream()).toList();
    }

    static Tensor normal(Session session, Shape shape) {
        return session.random().draw(session, Distribution.NORMAL, DType.F32, shape);
    }

    /** Whole numbers from 0 up to a bound, spread evenly. */
    static Tensor indices(Session session, long count, long bound) {
        return session.rand(count).mul(bound).to(DType.I32).clip(0, bound - 1);
    }

    /** The bytes of F32 elements. */
    static double bytes(double elements) {
        return 4 * elements;
    }
}
