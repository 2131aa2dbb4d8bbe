package org.ranvier.benchmarks.run;

import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** The benchmark: one workload on one engine. A fork sees no other, so that its calls inline. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class Measurement {
    /** The engine's name. */
    @Param("cpu")
    public String engine = "";

    /** The threads of an engine on the processor. */
    @Param("1")
    public int threads;

    /** The workload's name. */
    @Param("matmul f32 512x512x512")
    public String workload = "";

    /** The least time of the warm-up, ms. */
    @Param("2000")
    public int warmup;

    private Engine.@Nullable Ready ready;

    /** Makes the workload ready and warms it up. */
    @Setup
    public void prepare() {
        Engine.Ready prepared = Engines.of(engine).prepare(workload, threads);
        if (!WarmUp.run(prepared, warmup)) {
            System.out.println(Turn.NOTE + "measured while kernels were still being improved");
        }
        ready = prepared;
    }

    /** Runs it once. */
    @Benchmark
    public void run() {
        Objects.requireNonNull(ready).run();
    }

    /** Gives everything back. */
    @TearDown
    public void close() {
        Objects.requireNonNull(ready).close();
    }
}
