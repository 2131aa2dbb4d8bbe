package org.ranvier.benchmarks.work;

import java.lang.foreign.ValueLayout;
import java.util.stream.IntStream;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.ranvier.op.HostArray;

/** Multiply-adds of the processor: eight vectors at a time, on every thread. */
final class HostPeak {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int VECTORS = 8;

    private HostPeak() {}

    static void run(HostArray x, HostArray y, int steps) {
        long items = x.spec().shape().elements();
        int threads =
                Integer.getInteger("ranvier.threads", Runtime.getRuntime().availableProcessors());
        IntStream threadsOf = IntStream.range(0, threads);
        (threads == 1 ? threadsOf : threadsOf.parallel())
                .forEach(t -> part(x, y, items * t / threads, items * (t + 1) / threads, steps));
    }

    private static void part(HostArray x, HostArray y, long from, long to, int steps) {
        int rounds = Limits.LANES / (VECTORS * SPECIES.length());
        for (long i = from; i < to; i++) {
            float m = x.memory().getAtIndex(ValueLayout.JAVA_FLOAT, i);
            float sum = 0;
            for (int r = 0; r < rounds; r++) {
                sum += chains(m, steps);
            }
            y.memory().setAtIndex(ValueLayout.JAVA_FLOAT, i, sum);
        }
    }

    private static float chains(float factor, int steps) {
        FloatVector m = FloatVector.broadcast(SPECIES, factor);
        FloatVector c = FloatVector.broadcast(SPECIES, 1 - factor);
        FloatVector a0 = c;
        FloatVector a1 = c.mul(2);
        FloatVector a2 = c.mul(3);
        FloatVector a3 = c.mul(4);
        FloatVector a4 = c.mul(5);
        FloatVector a5 = c.mul(6);
        FloatVector a6 = c.mul(7);
        FloatVector a7 = c.mul(8);
        for (int t = 0; t < steps; t++) {
            a0 = a0.fma(m, c);
            a1 = a1.fma(m, c);
            a2 = a2.fma(m, c);
            a3 = a3.fma(m, c);
            a4 = a4.fma(m, c);
            a5 = a5.fma(m, c);
            a6 = a6.fma(m, c);
            a7 = a7.fma(m, c);
        }
        return a0.add(a1)
                .add(a2.add(a3))
                .add(a4.add(a5).add(a6.add(a7)))
                .reduceLanes(VectorOperators.ADD);
    }
}
