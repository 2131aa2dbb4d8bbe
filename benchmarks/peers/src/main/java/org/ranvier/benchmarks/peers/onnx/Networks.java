package org.ranvier.benchmarks.peers.onnx;

import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.ranvier.benchmarks.run.Operand;

/** The networks of the forward passes; the parameters become constants of the model. */
final class Networks {
    private static final String PREFIX = "forward f32 ";
    private static final int HEADS = 8;
    private static final float EPSILON = 1e-5f;

    private final Graph graph = new Graph();
    private final List<Operand> in;

    /** The parameter that comes next, in the order of Ranvier's models. */
    private int next = 1;

    private Networks(List<Operand> in) {
        this.in = in;
    }

    static boolean has(String workload) {
        return workload.startsWith(PREFIX) && new Networks(List.of()).network(workload) != null;
    }

    /** The model of a workload with its input and parameters. */
    static byte[] model(String workload, List<Operand> in, long[] output) {
        Networks networks = new Networks(in);
        UnaryOperator<String> network = networks.network(workload);
        if (network == null) {
            throw new IllegalArgumentException("onnxruntime: no model for '" + workload + "'");
        }
        String last = network.apply(Graph.INPUT);
        return networks.graph.model(last, in.get(0).shape(), output);
    }

    private @Nullable UnaryOperator<String> network(String workload) {
        return switch (workload.substring(PREFIX.length()).split(" ")[0]) {
            case "mlp" -> x -> gemm(relu(gemm(relu(gemm(x)))));
            case "lenet-5" -> x -> gemm(relu(gemm(relu(gemm(flat(stage(stage(x, 2), 0)))))));
            case "cnn" -> x -> gemm(relu(gemm(flat(stage(stage(x, 1), 1)))));
            case "transformer" -> this::transformerBlock;
            default -> null;
        };
    }

    private String parameter() {
        Operand operand = in.get(next++);
        return graph.constant((float[]) operand.elements(), operand.shape());
    }

    private String relu(String x) {
        return graph.node("Relu", List.of(x));
    }

    private String flat(String x) {
        return graph.node("Flatten", List.of(x), Graph.integer("axis", 1));
    }

    /** A dense layer of rows. */
    private String gemm(String x) {
        return graph.node("Gemm", List.of(x, parameter(), parameter()), Graph.integer("transB", 1));
    }

    /** Convolution, ReLU, maximum of 2×2. */
    private String stage(String x, long padding) {
        Proto pads = Graph.integers("pads", padding, padding, padding, padding);
        String maps = relu(graph.node("Conv", List.of(x, parameter(), parameter()), pads));
        return graph.node(
                "MaxPool",
                List.of(maps),
                Graph.integers("kernel_shape", 2, 2),
                Graph.integers("strides", 2, 2));
    }

    /** A dense layer of each step; its weights are turned, so that they can be packed once. */
    private String dense(String x) {
        Operand weight = in.get(next++);
        int out = (int) weight.shape()[0];
        int width = (int) weight.shape()[1];
        float[] from = (float[]) weight.elements();
        float[] turned = new float[from.length];
        for (int i = 0; i < from.length; i++) {
            turned[i % width * out + i / width] = from[i];
        }
        String product = graph.node("MatMul", List.of(x, graph.constant(turned, width, out)));
        return graph.node("Add", List.of(product, parameter()));
    }

    private String norm(String x) {
        return graph.node(
                "LayerNormalization",
                List.of(x, parameter(), parameter()),
                Graph.integer("axis", -1),
                Graph.real("epsilon", EPSILON));
    }

    /** A causal block that normalises before its parts. */
    private String transformerBlock(String x) {
        long[] shape = in.get(0).shape();
        String normal = norm(x);
        String k = heads(dense(normal), shape, 0, 2, 3, 1);
        String v = heads(dense(normal), shape, 0, 2, 1, 3);
        String q = heads(dense(normal), shape, 0, 2, 1, 3);
        String found = turn(attention(q, k, v, shape), 0, 2, 1, 3);
        String rows = graph.node("Reshape", List.of(found, graph.constant(shape)));
        String y = graph.node("Add", List.of(x, dense(rows)));
        String inside = graph.node("Gelu", List.of(dense(norm(y))));
        return graph.node("Add", List.of(y, dense(inside)));
    }

    private String attention(String q, String k, String v, long[] shape) {
        int steps = (int) shape[1];
        float[] mask = new float[steps * steps];
        for (int i = 0; i < steps; i++) {
            Arrays.fill(mask, i * steps + i + 1, (i + 1) * steps, Float.NEGATIVE_INFINITY);
        }
        float scale = (float) (1 / Math.sqrt((double) shape[2] / HEADS));
        String product = graph.node("MatMul", List.of(q, k));
        String scaled = graph.node("Mul", List.of(product, graph.constant(new float[] {scale})));
        String seen = graph.node("Add", List.of(scaled, graph.constant(mask, steps, steps)));
        String weights = graph.node("Softmax", List.of(seen), Graph.integer("axis", -1));
        return graph.node("MatMul", List.of(weights, v));
    }

    private String heads(String x, long[] shape, long... order) {
        String sizes = graph.constant(shape[0], shape[1], HEADS, shape[2] / HEADS);
        return turn(graph.node("Reshape", List.of(x, sizes)), order);
    }

    private String turn(String x, long... order) {
        return graph.node("Transpose", List.of(x), Graph.integers("perm", order));
    }
}
