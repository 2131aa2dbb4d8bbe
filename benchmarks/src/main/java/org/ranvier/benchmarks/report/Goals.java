package org.ranvier.benchmarks.report;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.regex.Pattern;

/** What the processor is to reach beside other libraries, in the order of the table. */
final class Goals {
    /**
     * A part of the table.
     *
     * @param title its heading
     * @param names finds its workloads
     */
    record Part(String title, Pattern names) {
        boolean has(String workload) {
            return names.matcher(workload).find();
        }
    }

    /** A least ratio; with one thread, or with any number. */
    private record Goal(String peer, Pattern names, double least, boolean anyThreads) {}

    private static final List<Part> PARTS = new ArrayList<>();
    private static final List<Goal> GOALS = new ArrayList<>();

    static {
        part("Products of matrices", "^matmul");
        goal("libtorch", "^matmul", 1.05);
        goal("onednn", "^matmul", 0.95);
        part("Convolutions", "^conv f32");
        part("Convolutions, gradient of the data", "^conv-backward-data");
        part("Convolutions, gradient of the weights", "^conv-backward-weights");
        goal("libtorch", "^conv", 1);
        goal("onednn", "^conv", 0.9);
        part("Functions of each element", "^(exp|tanh|sigmoid|gelu|gelu-tanh|relu|add|add-bias) ");
        goal("libtorch", "^(exp|sigmoid|gelu|gelu-tanh|relu|add|add-bias) ", 1);
        goal("libtorch", "^tanh", 5);
        part("Softmax and cross-entropy", "softmax|cross-entropy");
        goal("libtorch", "softmax", 1.1);
        goal("libtorch", "^cross-entropy", 2);
        GOALS.add(new Goal("onednn", Pattern.compile("^softmax"), 1, true));
        part("Normalisation", "-norm");
        goal("libtorch", "^layer-norm f32", 1.3);
        goal("libtorch", "^batch-norm training", 3);
        part("Pooling", "-pool");
        goal("libtorch", "^max-pool 2x2 f32", 10);
        part("Reductions", "^(sum|max|argmax|cumsum) ");
        goal("libtorch", "^sum", 1);
        part("Transposes", "^(transpose|channels last)");
        goal("libtorch", "^(transpose|channels last)", 1.5);
        goal("onednn", "^(transpose|channels last)", 0.9);
        part("Gather, scatter, sort", "^(gather|scatter-add|argsort)");
        goal("libtorch", "^(gather|scatter-add)", 1);
        part("Random numbers", "^(uniform|normal)");
        part("Adam", "^adam");
        goal("libtorch", "^adam", 8);
        goal("c", "^adam", 0.9);
        part("LIF neurons", "^lif");
        goal("libtorch", "^lif", 10);
        goal("c", "^lif .* 1000000 cells", 0.9);
        part("Attention", "^attention");
        part("Forward passes", "^forward");
        part("Training steps", "^training step");
        GOALS.add(new Goal("libtorch", Pattern.compile("^training step"), 1.1, true));
        part("Hodgkin–Huxley, CUBA, COBAHH", "^(hodgkin-huxley|cuba|cobahh)");
        goal("brian2", "^hodgkin-huxley", 8);
        goal("brian2", "^cuba", 1.3);
        goal("brian2", "^cobahh", 6);
        part("Fresh JVM", "^fresh JVM");
    }

    private Goals() {}

    private static void part(String title, String names) {
        PARTS.add(new Part(title, Pattern.compile(names)));
    }

    private static void goal(String peer, String names, double least) {
        GOALS.add(new Goal(peer, Pattern.compile(names), least, false));
    }

    /** The parts of the table, in order. */
    static List<Part> parts() {
        return List.copyOf(PARTS);
    }

    /** What is to be reached; empty where nothing was promised. */
    static OptionalDouble of(Ratio ratio) {
        var ours = ratio.ours().of();
        return GOALS.stream()
                .filter(goal -> goal.peer().equals(ratio.peer().of().engine()))
                .filter(goal -> goal.anyThreads() || ours.threads() == 1)
                .filter(goal -> goal.names().matcher(ours.workload()).find())
                .mapToDouble(Goal::least)
                .findFirst();
    }

    /** Whether an engine is none of Ranvier's. */
    static boolean isPeer(String engine) {
        return !engine.equals("cpu") && !engine.startsWith("opencl") && !engine.startsWith("cuda");
    }
}
