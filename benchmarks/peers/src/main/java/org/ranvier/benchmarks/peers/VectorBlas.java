package org.ranvier.benchmarks.peers;

import dev.ludovic.netlib.blas.JavaBLAS;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.ranvier.benchmarks.run.Engine;
import org.ranvier.benchmarks.run.Operand;

/** netlib's BLAS in Java with the Vector API, where the JDK has it; one thread only. */
public final class VectorBlas implements Engine {
    /** The engine. */
    public VectorBlas() {}

    @Override
    public String name() {
        return "netlib";
    }

    @Override
    public String description() {
        return "dev.ludovic.netlib 3.2.0, "
                + JavaBLAS.getInstance().getClass().getSimpleName()
                + ", one thread whatever is asked; not the largest product, which takes seconds";
    }

    @Override
    public Set<String> workloads() {
        Set<String> all = new HashSet<>(Sgemm.workloads());
        all.removeIf(name -> name.contains("2048"));
        return all;
    }

    /** Columns first: the transposed product of the transposed matrices is the same memory. */
    @Override
    public Ready prepare(String workload, int threads) {
        List<Operand> in = Operand.of(workload);
        Sgemm.Sizes s = Sgemm.sizes(in);
        float[] a = Sgemm.floats(in.get(0));
        float[] b = Sgemm.floats(in.get(1));
        float[] c = new float[s.m() * s.n()];
        JavaBLAS blas = JavaBLAS.getInstance();
        Runnable product =
                () -> blas.sgemm("N", "N", s.n(), s.m(), s.k(), 1, b, s.n(), a, s.k(), 0, c, s.n());
        return new Sgemm.Prepared(product, c, _ -> {});
    }
}
