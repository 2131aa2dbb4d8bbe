package org.ranvier.benchmarks.work;

import java.util.List;
import org.ranvier.Shape;
import org.ranvier.benchmarks.work.Workload.Cost;
import org.ranvier.benchmarks.work.Workload.Family;

/** Sums along each axis, and running sums. */
final class Reductions {
    private static final Shape CUBE = Shape.of(256, 256, 256);

    private Reductions() {}

    static List<Workload> all() {
        double n = CUBE.elements();
        Cost read = new Cost(n, Make.bytes(n));
        Cost readAndWritten = new Cost(n, Make.bytes(2 * n));
        String shape = " f32 256x256x256";
        Family family = Family.REDUCTION;
        return List.of(
                Make.of(family, "sum all" + shape, read, CUBE, x -> x.sum()),
                Make.of(family, "sum first axis" + shape, read, CUBE, x -> x.sum(0)),
                Make.of(family, "sum middle axis" + shape, read, CUBE, x -> x.sum(1)),
                Make.of(family, "sum last axis" + shape, read, CUBE, x -> x.sum(2)).quickly(),
                Make.of(family, "max last axis" + shape, read, CUBE, x -> x.max(2)),
                Make.of(family, "argmax last axis" + shape, read, CUBE, x -> x.argMax(2)),
                Make.of(
                        family,
                        "cumsum last axis" + shape,
                        readAndWritten,
                        CUBE,
                        x -> x.cumSum(2)));
    }
}
