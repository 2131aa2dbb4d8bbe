package org.ranvier.benchmarks.peers.torch;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.bytedeco.javacpp.BoolPointer;
import org.bytedeco.pytorch.DoubleOptional;
import org.bytedeco.pytorch.LongArrayRefOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.ranvier.benchmarks.work.ConvLayer;

/** Products of matrices, convolutions and attention. */
final class Products {
    private static final long[] ONES = {1, 1};
    private static final long[] ZEROS = {0, 0};

    private Products() {}

    static Map<String, Kernel> all() {
        return Map.of(
                "matmul", Kernel.of(in -> torch.matmul(in.get(0), in.get(1))),
                "conv", Products::forward,
                "conv-backward-data", Products::backwardData,
                "conv-backward-weights", Products::backwardWeights,
                "attention causal", Products::attention);
    }

    private static Supplier<List<Tensor>> forward(String workload, List<Tensor> in) {
        ConvLayer layer = ConvLayer.of(workload);
        long[] stride = {layer.s(), layer.s()};
        long[] padding = {layer.padding(), layer.padding()};
        TensorOptional noBias = new TensorOptional();
        return () -> List.of(torch.conv2d(in.get(0), in.get(1), noBias, stride, padding, ONES, 1));
    }

    private static Supplier<List<Tensor>> backwardData(String workload, List<Tensor> in) {
        ConvLayer layer = ConvLayer.of(workload);
        Tensor shapeOnly = torch.empty(layer.in().toArray());
        Gradients gradients = new Gradients(layer, true);
        return () -> List.of(gradients.of(in.get(1), shapeOnly, in.get(0)).get0());
    }

    private static Supplier<List<Tensor>> backwardWeights(String workload, List<Tensor> in) {
        ConvLayer layer = ConvLayer.of(workload);
        Tensor shapeOnly = torch.empty(layer.weight().toArray());
        Gradients gradients = new Gradients(layer, false);
        return () -> List.of(gradients.of(in.get(1), in.get(0), shapeOnly).get1());
    }

    /** Either gradient of a convolution. */
    private record Gradients(ConvLayer layer, boolean data, BoolPointer wanted) {
        Gradients(ConvLayer layer, boolean data) {
            this(layer, data, new BoolPointer(3));
            wanted.put(0, data).put(1, !data).put(2, false);
        }

        org.bytedeco.pytorch.T_TensorTensorTensor_T of(Tensor gradient, Tensor x, Tensor w) {
            long[] stride = {layer.s(), layer.s()};
            long[] padding = {layer.padding(), layer.padding()};
            return torch.convolution_backward(
                    gradient,
                    x,
                    w,
                    new LongArrayRefOptional(),
                    stride,
                    padding,
                    ONES,
                    false,
                    ZEROS,
                    1,
                    wanted);
        }
    }

    private static Supplier<List<Tensor>> attention(String workload, List<Tensor> in) {
        return () ->
                List.of(
                        torch.scaled_dot_product_attention(
                                in.get(0),
                                in.get(1),
                                in.get(2),
                                new TensorOptional(),
                                0,
                                true,
                                new DoubleOptional(),
                                false));
    }
}
