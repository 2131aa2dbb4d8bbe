package org.ranvier.benchmarks.peers;

import static org.bytedeco.openblas.global.openblas_full.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas_full.CblasRowMajor;

import java.util.List;
import java.util.Set;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.openblas.global.openblas_full;
import org.ranvier.benchmarks.run.Engine;
import org.ranvier.benchmarks.run.Operand;

/**
 * OpenBLAS through JavaCPP. It has Haswell's kernels for processors that it does not know; the
 * environment variable {@code OPENBLAS_CORETYPE=SkylakeX} makes it use AVX-512.
 */
public final class OpenBlas implements Engine {
    /** The engine; nothing is loaded yet. */
    public OpenBlas() {}

    @Override
    public String name() {
        return "openblas";
    }

    @Override
    public String description() {
        return openblas_full.openblas_get_config().getString()
                + ", "
                + openblas_full.openblas_get_corename().getString()
                + "; loaded from "
                + String.join(", ", Natives.loaded("openblas"));
    }

    @Override
    public Set<String> workloads() {
        return Sgemm.workloads();
    }

    @Override
    public Ready prepare(String workload, int threads) {
        openblas_full.openblas_set_num_threads(threads);
        List<Operand> in = Operand.of(workload);
        Sgemm.Sizes s = Sgemm.sizes(in);
        FloatPointer a = new FloatPointer(Sgemm.floats(in.get(0)));
        FloatPointer b = new FloatPointer(Sgemm.floats(in.get(1)));
        FloatPointer c = new FloatPointer((long) s.m() * s.n());
        Runnable product =
                () ->
                        openblas_full.cblas_sgemm(
                                CblasRowMajor,
                                CblasNoTrans,
                                CblasNoTrans,
                                s.m(),
                                s.n(),
                                s.k(),
                                1,
                                a,
                                s.k(),
                                b,
                                s.n(),
                                0,
                                c,
                                s.n());
        return new Sgemm.Prepared(product, new float[s.m() * s.n()], c::get);
    }
}
