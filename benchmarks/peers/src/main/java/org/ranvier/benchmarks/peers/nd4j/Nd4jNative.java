package org.ranvier.benchmarks.peers.nd4j;

import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.ranvier.benchmarks.run.Engine;
import org.ranvier.benchmarks.run.Operand;
import org.ranvier.benchmarks.work.Workload;
import org.ranvier.benchmarks.work.Workloads;

/**
 * ND4J on the processor, its build for AVX-512, with OpenBLAS. Its threads come from {@code
 * OMP_NUM_THREADS}.
 */
public final class Nd4jNative implements Engine {
    /** The engine; nothing is loaded yet. */
    public Nd4jNative() {}

    @Override
    public String name() {
        return "nd4j";
    }

    @Override
    public String description() {
        load();
        return "ND4J 1.0.0-M2.1, its build for AVX-512, with "
                + Nd4j.getExecutioner().getEnvironmentInformation().getProperty("blas.vendor");
    }

    @Override
    public Set<String> workloads() {
        return Workloads.all().stream()
                .map(Workload::name)
                .filter(Kernels::has)
                .collect(Collectors.toSet());
    }

    @Override
    public Ready prepare(String workload, int threads) {
        load();
        List<INDArray> in = Operand.of(workload).stream().map(Nd4jNative::array).toList();
        return new Prepared(Kernels.prepare(workload, in));
    }

    /** Of the builds on the class path JavaCPP takes the one of this name. */
    private static void load() {
        System.setProperty("org.bytedeco.javacpp.platform.extension", "-avx512");
    }

    private static INDArray array(Operand operand) {
        return operand.elements() instanceof int[] whole
                ? Nd4j.create(whole, operand.shape(), DataType.INT32)
                : Nd4j.create((float[]) operand.elements(), operand.shape(), DataType.FLOAT);
    }

    private record Prepared(Supplier<INDArray> action) implements Ready {
        @Override
        public void run() {
            INDArray _ = action.get();
        }

        @Override
        public List<float[]> result() {
            return List.of(
                    action.get().castTo(DataType.FLOAT).dup('c').reshape(-1).toFloatVector());
        }

        /** The JVM of a measurement ends after it. */
        @Override
        public void close() {}
    }
}
