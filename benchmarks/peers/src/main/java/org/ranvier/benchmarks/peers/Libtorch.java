package org.ranvier.benchmarks.peers;

import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.ranvier.benchmarks.peers.torch.Kernels;
import org.ranvier.benchmarks.run.Engine;
import org.ranvier.benchmarks.run.Operand;
import org.ranvier.benchmarks.work.Workload;
import org.ranvier.benchmarks.work.Workloads;

/**
 * The official build of libtorch, called through JavaCPP's bindings to its C++ interface: about one
 * microsecond a call.
 */
public final class Libtorch implements Engine {
    private static final String OFFICIAL = "pytorch/cpu/linux-x86_64/";
    private static final String BINDING = "org/bytedeco/pytorch/linux-x86_64/libjnitorch.so";

    /** The engine; nothing is loaded yet. */
    public Libtorch() {}

    @Override
    public String name() {
        return "libtorch";
    }

    @Override
    public String description() {
        load();
        String build = torch.show_config().getString();
        List<String> facts =
                build.lines()
                        .map(line -> line.replaceFirst("^ *- ", "").strip())
                        .filter(line -> line.contains("MKL") || line.contains("capability"))
                        .filter(line -> !line.startsWith("Build settings"))
                        .toList();
        return "libtorch 2.7.1, the official build; "
                + String.join("; ", facts)
                + "; loaded from "
                + String.join(", ", Natives.loaded("libtorch_cpu"));
    }

    @Override
    public Set<String> workloads() {
        return Workloads.all().stream()
                .map(Workload::name)
                .filter(name -> Kernels.find(name) != null)
                .collect(Collectors.toSet());
    }

    @Override
    public Ready prepare(String workload, int threads) {
        load();
        torch.set_num_threads(threads);
        List<Tensor> in = Operand.of(workload).stream().map(Libtorch::tensor).toList();
        return new Prepared(Kernels.of(workload).prepare(workload, in));
    }

    /** JavaCPP would load the libtorch of its own jar. */
    private static void load() {
        Natives.bind(
                "libtorch-2.7.1",
                List.of(
                        OFFICIAL + "libgomp-98b21ff3.so.1",
                        OFFICIAL + "libc10.so",
                        OFFICIAL + "libtorch_cpu.so",
                        OFFICIAL + "libtorch.so",
                        BINDING));
    }

    /** Whole numbers become 64 bits wide, as libtorch wants indices. */
    private static Tensor tensor(Operand operand) {
        try (PointerScope _ = new PointerScope()) {
            Tensor tensor =
                    operand.elements() instanceof int[] whole
                            ? Tensor.create(whole, operand.shape()).to(torch.ScalarType.Long)
                            : Tensor.create((float[]) operand.elements(), operand.shape());
            tensor.retainReference();
            return tensor;
        }
    }

    private record Prepared(Supplier<List<Tensor>> action) implements Ready {
        @Override
        public void run() {
            try (PointerScope _ = new PointerScope()) {
                List<Tensor> _ = action.get();
            }
        }

        @Override
        public List<float[]> result() {
            try (PointerScope _ = new PointerScope()) {
                return action.get().stream().map(Prepared::floats).toList();
            }
        }

        private static float[] floats(Tensor tensor) {
            float[] array = new float[(int) tensor.numel()];
            tensor.to(torch.ScalarType.Float).contiguous().data_ptr_float().get(array);
            return array;
        }

        /** The JVM of a measurement ends after it. */
        @Override
        public void close() {}
    }
}
