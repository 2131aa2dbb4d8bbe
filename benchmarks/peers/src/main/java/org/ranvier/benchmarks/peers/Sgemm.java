package org.ranvier.benchmarks.peers;

import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.ranvier.benchmarks.run.Engine;
import org.ranvier.benchmarks.run.Operand;
import org.ranvier.benchmarks.work.Workload;
import org.ranvier.benchmarks.work.Workload.Family;
import org.ranvier.benchmarks.work.Workloads;

/** What libraries with a SGEMM have in common: products of two matrices. */
final class Sgemm {
    /**
     * A product of matrices, row by row.
     *
     * @param m rows of a and c
     * @param k columns of a, rows of b
     * @param n columns of b and c
     */
    record Sizes(int m, int k, int n) {}

    private Sgemm() {}

    static Set<String> workloads() {
        return Workloads.all().stream()
                .filter(w -> w.family() == Family.MATMUL && !w.name().contains(" of "))
                .map(Workload::name)
                .collect(Collectors.toSet());
    }

    static Sizes sizes(List<Operand> in) {
        long[] a = in.get(0).shape();
        return new Sizes((int) a[0], (int) a[1], (int) in.get(1).shape()[1]);
    }

    static float[] floats(Operand operand) {
        return (float[]) operand.elements();
    }

    /** A product whose result is read out by a function. */
    record Prepared(Runnable product, float[] out, Consumer<float[]> read) implements Engine.Ready {
        @Override
        public void run() {
            product.run();
        }

        @Override
        public List<float[]> result() {
            product.run();
            read.accept(out);
            return List.of(out);
        }

        @Override
        public void close() {}
    }
}
