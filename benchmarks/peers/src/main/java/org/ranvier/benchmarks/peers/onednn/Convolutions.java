package org.ranvier.benchmarks.peers.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_WEIGHTS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS;

import java.util.List;
import java.util.Map;
import org.bytedeco.dnnl.convolution_backward_data;
import org.bytedeco.dnnl.convolution_backward_weights;
import org.bytedeco.dnnl.convolution_forward;
import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.dnnl.global.dnnl.prop_kind;
import org.bytedeco.dnnl.memory;
import org.ranvier.benchmarks.run.Engine;
import org.ranvier.benchmarks.run.Operand;
import org.ranvier.benchmarks.work.ConvLayer;

/** Convolutions in the layouts that oneDNN likes best; reordering is not timed. */
final class Convolutions {
    private Convolutions() {}

    /** What all three directions are told. */
    private record Setting(ConvLayer layer, long[] stride, long[] padding) {
        Setting(String workload) {
            ConvLayer of = ConvLayer.of(workload);
            this(of, new long[] {of.s(), of.s()}, new long[] {of.padding(), of.padding()});
        }

        memory.desc in() {
            return Dnn.any(layer.in().toArray());
        }

        memory.desc weight() {
            return Dnn.any(layer.weight().toArray());
        }

        memory.desc out() {
            return Dnn.any(layer.out().toArray());
        }

        convolution_forward.primitive_desc forward(Dnn dnn, prop_kind kind) {
            return new convolution_forward.primitive_desc(
                    dnn.engine(),
                    kind,
                    algorithm.convolution_direct,
                    in(),
                    weight(),
                    out(),
                    stride,
                    padding,
                    padding);
        }
    }

    static Engine.Ready forward(Dnn dnn, String workload, List<Operand> in) {
        Setting setting = new Setting(workload);
        var desc = setting.forward(dnn, prop_kind.forward_inference);
        memory x = dnn.load(in.get(0), desc.src_desc());
        memory w = dnn.load(in.get(1), desc.weights_desc());
        memory y = dnn.empty(desc.dst_desc());
        return dnn.ready(
                new convolution_forward(desc),
                Map.of(DNNL_ARG_SRC, x, DNNL_ARG_WEIGHTS, w, DNNL_ARG_DST, y),
                y,
                setting.layer().out().toArray());
    }

    static Engine.Ready backwardData(Dnn dnn, String workload, List<Operand> in) {
        Setting setting = new Setting(workload);
        var desc =
                new convolution_backward_data.primitive_desc(
                        dnn.engine(),
                        algorithm.convolution_direct,
                        setting.in(),
                        setting.weight(),
                        setting.out(),
                        setting.stride(),
                        setting.padding(),
                        setting.padding(),
                        setting.forward(dnn, prop_kind.forward_training));
        memory w = dnn.load(in.get(0), desc.weights_desc());
        memory gradient = dnn.load(in.get(1), desc.diff_dst_desc());
        memory x = dnn.empty(desc.diff_src_desc());
        return dnn.ready(
                new convolution_backward_data(desc),
                Map.of(DNNL_ARG_WEIGHTS, w, DNNL_ARG_DIFF_DST, gradient, DNNL_ARG_DIFF_SRC, x),
                x,
                setting.layer().in().toArray());
    }

    static Engine.Ready backwardWeights(Dnn dnn, String workload, List<Operand> in) {
        Setting setting = new Setting(workload);
        var desc =
                new convolution_backward_weights.primitive_desc(
                        dnn.engine(),
                        algorithm.convolution_direct,
                        setting.in(),
                        setting.weight(),
                        setting.out(),
                        setting.stride(),
                        setting.padding(),
                        setting.padding(),
                        setting.forward(dnn, prop_kind.forward_training));
        memory x = dnn.load(in.get(0), desc.src_desc());
        memory gradient = dnn.load(in.get(1), desc.diff_dst_desc());
        memory w = dnn.empty(desc.diff_weights_desc());
        return dnn.ready(
                new convolution_backward_weights(desc),
                Map.of(DNNL_ARG_SRC, x, DNNL_ARG_DIFF_DST, gradient, DNNL_ARG_DIFF_WEIGHTS, w),
                w,
                setting.layer().weight().toArray());
    }
}
