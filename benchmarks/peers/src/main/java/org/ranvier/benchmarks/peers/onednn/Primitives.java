package org.ranvier.benchmarks.peers.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_FROM;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SCALE;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SHIFT;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_1;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_TO;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.dnnl.binary;
import org.bytedeco.dnnl.eltwise_forward;
import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.dnnl.global.dnnl.normalization_flags;
import org.bytedeco.dnnl.global.dnnl.prop_kind;
import org.bytedeco.dnnl.layer_normalization_forward;
import org.bytedeco.dnnl.matmul;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.pooling_forward;
import org.bytedeco.dnnl.reorder;
import org.bytedeco.dnnl.softmax_forward;
import org.jspecify.annotations.Nullable;
import org.ranvier.benchmarks.run.Engine;
import org.ranvier.benchmarks.run.Operand;

/** The primitives, by what stands before the type in a workload's name. */
public final class Primitives {
    /** Makes one ready. */
    interface Kernel {
        Engine.Ready prepare(Dnn dnn, String workload, List<Operand> in);
    }

    private static final long[] TWO = {2, 2};
    private static final long[] ZERO = {0, 0};
    private static final Map<String, Kernel> ALL = new HashMap<>();

    static {
        ALL.put("matmul", (dnn, _, in) -> product(dnn, in));
        ALL.put("conv", Convolutions::forward);
        ALL.put("conv-backward-data", Convolutions::backwardData);
        ALL.put("conv-backward-weights", Convolutions::backwardWeights);
        ALL.put("exp", (dnn, _, in) -> unary(dnn, in, algorithm.eltwise_exp));
        ALL.put("tanh", (dnn, _, in) -> unary(dnn, in, algorithm.eltwise_tanh));
        ALL.put("sigmoid", (dnn, _, in) -> unary(dnn, in, algorithm.eltwise_logistic));
        ALL.put("gelu", (dnn, _, in) -> unary(dnn, in, algorithm.eltwise_gelu_erf));
        ALL.put("gelu-tanh", (dnn, _, in) -> unary(dnn, in, algorithm.eltwise_gelu_tanh));
        ALL.put("relu", (dnn, _, in) -> unary(dnn, in, algorithm.eltwise_relu));
        ALL.put("add", (dnn, _, in) -> add(dnn, in));
        ALL.put("add-bias", (dnn, _, in) -> add(dnn, in));
        ALL.put("softmax", (dnn, _, in) -> softmax(dnn, in, algorithm.softmax_accurate));
        ALL.put("log-softmax", (dnn, _, in) -> softmax(dnn, in, algorithm.softmax_log));
        ALL.put("layer-norm", (dnn, _, in) -> layerNorm(dnn, in));
        ALL.put("max-pool 2x2", (dnn, _, in) -> maxPool(dnn, in));
        ALL.put("transpose", (dnn, _, in) -> transpose(dnn, in, 1, 0));
        ALL.put("channels last", (dnn, _, in) -> transpose(dnn, in, 0, 2, 3, 1));
    }

    private Primitives() {}

    /**
     * Whether there is one for a workload.
     *
     * @param workload its name
     * @return true if there is
     */
    public static boolean has(String workload) {
        return find(workload) != null;
    }

    private static @Nullable Kernel find(String workload) {
        int type = workload.indexOf(" f32");
        return type < 0 ? null : ALL.get(workload.substring(0, type));
    }

    /**
     * Makes a workload ready.
     *
     * @param workload its name
     * @param in its operands
     * @return what is timed
     * @throws IllegalArgumentException if there is no primitive for it
     */
    public static Engine.Ready prepare(String workload, List<Operand> in) {
        Kernel kernel = find(workload);
        if (kernel == null) {
            throw new IllegalArgumentException("oneDNN: no primitive for '" + workload + "'");
        }
        return kernel.prepare(new Dnn(), workload, in);
    }

    private static Engine.Ready product(Dnn dnn, List<Operand> in) {
        memory a = dnn.load(in.get(0), Dnn.plain(in.get(0).shape()));
        memory b = dnn.load(in.get(1), Dnn.plain(in.get(1).shape()));
        long[] shape = in.get(0).shape().clone();
        shape[shape.length - 1] = in.get(1).shape()[shape.length - 1];
        memory out = dnn.empty(Dnn.plain(shape));
        var desc =
                new matmul.primitive_desc(dnn.engine(), a.get_desc(), b.get_desc(), out.get_desc());
        var arguments = Map.of(DNNL_ARG_SRC, a, DNNL_ARG_WEIGHTS, b, DNNL_ARG_DST, out);
        return dnn.ready(new matmul(desc), arguments, out, shape);
    }

    private static Engine.Ready unary(Dnn dnn, List<Operand> in, algorithm function) {
        long[] shape = in.get(0).shape();
        memory x = dnn.load(in.get(0), Dnn.plain(shape));
        memory y = dnn.empty(Dnn.plain(shape));
        var desc =
                new eltwise_forward.primitive_desc(
                        dnn.engine(),
                        prop_kind.forward_inference,
                        function,
                        x.get_desc(),
                        y.get_desc());
        return dnn.ready(
                new eltwise_forward(desc), Map.of(DNNL_ARG_SRC, x, DNNL_ARG_DST, y), y, shape);
    }

    private static Engine.Ready add(Dnn dnn, List<Operand> in) {
        long[] shape = in.get(0).shape();
        long[] other = in.get(1).shape();
        long[] same = other.length < shape.length ? new long[] {1, other[0]} : other;
        memory a = dnn.load(in.get(0), Dnn.plain(shape));
        memory b = dnn.load(new Operand(same, in.get(1).elements()), Dnn.plain(same));
        memory out = dnn.empty(Dnn.plain(shape));
        var desc =
                new binary.primitive_desc(
                        dnn.engine(),
                        algorithm.binary_add,
                        a.get_desc(),
                        b.get_desc(),
                        out.get_desc());
        var arguments = Map.of(DNNL_ARG_SRC, a, DNNL_ARG_SRC_1, b, DNNL_ARG_DST, out);
        return dnn.ready(new binary(desc), arguments, out, shape);
    }

    private static Engine.Ready softmax(Dnn dnn, List<Operand> in, algorithm kind) {
        long[] shape = in.get(0).shape();
        memory x = dnn.load(in.get(0), Dnn.plain(shape));
        memory y = dnn.empty(Dnn.plain(shape));
        var desc =
                new softmax_forward.primitive_desc(
                        dnn.engine(),
                        prop_kind.forward_inference,
                        kind,
                        x.get_desc(),
                        y.get_desc(),
                        1);
        return dnn.ready(
                new softmax_forward(desc), Map.of(DNNL_ARG_SRC, x, DNNL_ARG_DST, y), y, shape);
    }

    private static Engine.Ready layerNorm(Dnn dnn, List<Operand> in) {
        long[] shape = in.get(0).shape();
        memory x = dnn.load(in.get(0), Dnn.plain(shape));
        memory gain = dnn.load(in.get(1), Dnn.plain(in.get(1).shape()));
        memory bias = dnn.load(in.get(2), Dnn.plain(in.get(2).shape()));
        memory y = dnn.empty(Dnn.plain(shape));
        int flags = normalization_flags.use_scale.value | normalization_flags.use_shift.value;
        var desc =
                new layer_normalization_forward.primitive_desc(
                        dnn.engine(),
                        prop_kind.forward_inference.value,
                        x.get_desc(),
                        y.get_desc(),
                        1e-5f,
                        flags);
        var arguments =
                Map.of(
                        DNNL_ARG_SRC,
                        x,
                        DNNL_ARG_SCALE,
                        gain,
                        DNNL_ARG_SHIFT,
                        bias,
                        DNNL_ARG_DST,
                        y);
        return dnn.ready(new layer_normalization_forward(desc), arguments, y, shape);
    }

    private static Engine.Ready maxPool(Dnn dnn, List<Operand> in) {
        long[] shape = in.get(0).shape();
        long[] half = {shape[0], shape[1], shape[2] / 2, shape[3] / 2};
        memory x = dnn.load(in.get(0), Dnn.plain(shape));
        memory y = dnn.empty(Dnn.plain(half));
        var desc =
                new pooling_forward.primitive_desc(
                        dnn.engine(),
                        prop_kind.forward_inference,
                        algorithm.pooling_max,
                        x.get_desc(),
                        y.get_desc(),
                        TWO,
                        TWO,
                        ZERO,
                        ZERO,
                        ZERO);
        return dnn.ready(
                new pooling_forward(desc), Map.of(DNNL_ARG_SRC, x, DNNL_ARG_DST, y), y, half);
    }

    /** A copy into a layout whose first axis to move slowest is {@code order[0]}, and so on. */
    private static Engine.Ready transpose(Dnn dnn, List<Operand> in, int... order) {
        long[] shape = in.get(0).shape();
        long[] strides = new long[shape.length];
        long stride = 1;
        long[] result = new long[shape.length];
        for (int i = order.length - 1; i >= 0; i--) {
            strides[order[i]] = stride;
            stride *= shape[order[i]];
            result[i] = shape[order[i]];
        }
        memory x = dnn.load(in.get(0), Dnn.plain(shape));
        memory y = dnn.empty(new memory.desc(shape, memory.data_type.f32, strides));
        memory seen = new memory(Dnn.plain(result), dnn.engine(), y.get_data_handle());
        var arguments = Map.of(DNNL_ARG_FROM, x, DNNL_ARG_TO, y);
        return dnn.ready(new reorder(x, y), arguments, seen, result);
    }
}
