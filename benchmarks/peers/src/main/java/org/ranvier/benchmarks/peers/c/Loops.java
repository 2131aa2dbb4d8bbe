package org.ranvier.benchmarks.peers.c;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.List;
import org.ranvier.benchmarks.run.Engine;
import org.ranvier.benchmarks.run.Operand;

/** Workloads as calls of {@code loops.c}, on memory that is there. */
final class Loops {
    private static final int LINE = 64;
    private static final float DECAY = (float) Math.exp(-1.0 / 20);
    private static final float REFRACTORY = 2;

    private final SymbolLookup library = Compiler.compile("loops.c");
    private final Arena arena = Arena.ofShared();

    static boolean has(String workload) {
        return workload.startsWith("adam ") || workload.startsWith("lif ");
    }

    Engine.Ready prepare(String workload, List<Operand> operands) {
        List<MemorySegment> in = operands.stream().map(this::copy).toList();
        long[] shape = operands.get(0).shape();
        if (workload.startsWith("adam ")) {
            return adam(in, shape[0]);
        }
        return workload.startsWith("lif plain")
                ? plain(in, shape[0], shape[1])
                : refractory(in, shape[0], shape[1]);
    }

    /** The tenth step, rate 1e-3, in place. */
    private Engine.Ready adam(List<MemorySegment> in, long n) {
        double beta1 = 0.9;
        double beta2 = 0.999;
        float rate = (float) (1e-3 / (1 - Math.pow(beta1, 10)));
        float correction = (float) (1 / Math.sqrt(1 - Math.pow(beta2, 10)));
        MethodHandle call =
                Compiler.call(
                        library,
                        "adam",
                        n,
                        (float) beta1,
                        (float) beta2,
                        rate,
                        correction,
                        1e-8f,
                        in.get(0),
                        in.get(1),
                        in.get(2),
                        in.get(3));
        return new Prepared(call, List.of(in.get(0), in.get(2), in.get(3)), arena);
    }

    private Engine.Ready plain(List<MemorySegment> in, long steps, long n) {
        List<MemorySegment> out = List.of(floats(steps * n), floats(steps * n), floats(n));
        MethodHandle call =
                Compiler.call(
                        library,
                        "lif_plain",
                        steps,
                        n,
                        DECAY,
                        in.get(0),
                        in.get(1),
                        out.get(0),
                        out.get(1),
                        out.get(2));
        return new Prepared(call, out, arena);
    }

    private Engine.Ready refractory(List<MemorySegment> in, long steps, long n) {
        List<MemorySegment> out =
                List.of(floats(steps * n), floats(steps * n), floats(n), floats(n));
        MethodHandle call =
                Compiler.call(
                        library,
                        "lif_refractory",
                        steps,
                        n,
                        DECAY,
                        REFRACTORY,
                        in.get(0),
                        in.get(1),
                        in.get(2),
                        out.get(0),
                        out.get(1),
                        out.get(2),
                        out.get(3));
        return new Prepared(call, out, arena);
    }

    private MemorySegment copy(Operand operand) {
        float[] elements = (float[]) operand.elements();
        MemorySegment memory = floats(elements.length);
        MemorySegment.copy(elements, 0, memory, ValueLayout.JAVA_FLOAT, 0, elements.length);
        return memory;
    }

    private MemorySegment floats(long n) {
        return arena.allocate(n * Float.BYTES, LINE);
    }

    private record Prepared(MethodHandle call, List<MemorySegment> results, Arena arena)
            implements Engine.Ready {
        @Override
        public void run() {
            try {
                call.invokeExact();
            } catch (Throwable e) {
                throw new IllegalStateException("a loop in C failed", e);
            }
        }

        @Override
        public List<float[]> result() {
            run();
            return results.stream().map(m -> m.toArray(ValueLayout.JAVA_FLOAT)).toList();
        }

        @Override
        public void close() {
            arena.close();
        }
    }
}
