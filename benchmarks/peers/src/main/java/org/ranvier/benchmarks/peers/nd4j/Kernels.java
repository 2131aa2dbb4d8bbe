package org.ranvier.benchmarks.peers.nd4j;

import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.CustomOp;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.api.ops.impl.scalar.RectifiedLinear;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Exp;
import org.nd4j.linalg.factory.Nd4j;
import org.ranvier.benchmarks.work.ConvLayer;

/** What ND4J does for a workload, by what stands before the type in the workload's name. */
final class Kernels {
    /** Makes a workload ready: its name, which has its shape, and its operands. */
    private interface Kernel extends BiFunction<String, List<INDArray>, Supplier<INDArray>> {}

    private static final int OUTPUTS_INPUTS_HEIGHT_WIDTH = 1;

    private static final Map<String, Kernel> ALL =
            Map.ofEntries(
                    Map.entry("matmul", Kernels::product),
                    Map.entry("conv", Kernels::convolution),
                    Map.entry("max-pool 2x2", Kernels::pooling),
                    Map.entry("exp", Kernels::exponential),
                    Map.entry("tanh", like("tanh")),
                    Map.entry("sigmoid", like("sigmoid")),
                    Map.entry("relu", Kernels::relu),
                    Map.entry("add", like("add")),
                    Map.entry("add-bias", like("add")),
                    Map.entry("softmax", like("softmax", 1)),
                    Map.entry("log-softmax", like("log_softmax", 1)),
                    Map.entry("layer-norm", like("layer_norm", 1)),
                    Map.entry("sum all", of(in -> in.get(0).sum())),
                    Map.entry("sum first axis", of(in -> in.get(0).sum(0))),
                    Map.entry("sum middle axis", of(in -> in.get(0).sum(1))),
                    Map.entry("sum last axis", of(in -> in.get(0).sum(2))),
                    Map.entry("max last axis", of(in -> in.get(0).max(2))),
                    Map.entry("argmax last axis", of(in -> in.get(0).argMax(2))),
                    Map.entry("transpose", of(in -> in.get(0).transpose().dup('c'))),
                    Map.entry("channels last", of(in -> in.get(0).permute(0, 2, 3, 1).dup('c'))),
                    Map.entry("gather", like("gather", 0)),
                    Map.entry("scatter-add", like("scatter_add")));

    private Kernels() {}

    static boolean has(String workload) {
        return find(workload) != null;
    }

    static Supplier<INDArray> prepare(String workload, List<INDArray> in) {
        Kernel found = find(workload);
        if (found == null) {
            throw new IllegalArgumentException("nd4j: no kernel for '" + workload + "'");
        }
        return found.apply(workload, in);
    }

    private static @Nullable Kernel find(String workload) {
        int type = workload.indexOf(" f32");
        return type < 0 ? null : ALL.get(workload.substring(0, type));
    }

    private static Kernel of(Function<List<INDArray>, INDArray> function) {
        return (_, in) -> () -> function.apply(in);
    }

    /** An operation of libnd4j by its name, into memory that is there, as large as the first. */
    private static Kernel like(String operation, int... arguments) {
        return (_, in) ->
                into(Nd4j.createUninitialized(in.get(0).shape()), operation, in, arguments);
    }

    private static Supplier<INDArray> into(
            INDArray out, String operation, List<INDArray> in, int... arguments) {
        CustomOp op =
                DynamicCustomOp.builder(operation)
                        .addInputs(in.toArray(INDArray[]::new))
                        .addOutputs(out)
                        .addIntegerArguments(arguments)
                        .build();
        return () -> Nd4j.exec(op)[0];
    }

    private static Supplier<INDArray> exponential(String workload, List<INDArray> in) {
        Exp op = new Exp(in.get(0), Nd4j.createUninitialized(in.get(0).shape()));
        return () -> Nd4j.exec(op);
    }

    private static Supplier<INDArray> relu(String workload, List<INDArray> in) {
        RectifiedLinear op =
                new RectifiedLinear(in.get(0), Nd4j.createUninitialized(in.get(0).shape()), 0);
        return () -> Nd4j.exec(op);
    }

    private static Supplier<INDArray> product(String workload, List<INDArray> in) {
        long[] shape = in.get(0).shape().clone();
        shape[shape.length - 1] = in.get(1).size(-1);
        INDArray out = Nd4j.createUninitialized(shape);
        return shape.length == 2 ? () -> in.get(0).mmuli(in.get(1), out) : into(out, "matmul", in);
    }

    private static Supplier<INDArray> convolution(String workload, List<INDArray> in) {
        ConvLayer layer = ConvLayer.of(workload);
        int r = (int) in.get(1).size(2);
        int s = (int) layer.s();
        int p = (int) layer.padding();
        INDArray out = Nd4j.createUninitialized(layer.out().toArray());
        int[] arguments = {r, r, s, s, p, p, 1, 1, 0, 0, OUTPUTS_INPUTS_HEIGHT_WIDTH};
        return into(out, "conv2d", in, arguments);
    }

    private static Supplier<INDArray> pooling(String workload, List<INDArray> in) {
        long[] shape = in.get(0).shape().clone();
        shape[2] /= 2;
        shape[3] /= 2;
        INDArray out = Nd4j.createUninitialized(shape);
        return into(out, "maxpool2d", in, 2, 2, 2, 2, 0, 0, 1, 1, 0, 0, 0);
    }
}
