package org.ranvier.cpu.norm;

import java.lang.foreign.MemorySegment;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.ranvier.DType;
import org.ranvier.cpu.twin.Trials;
import org.ranvier.cpu.twin.Twin;

/** The kernels of one type; each way of use is tried on its own. */
record NormTwins(
        Twin<LayerKernel> layer,
        Twin<LayerKernel> layerGradient,
        Twin<BatchKernel> batch,
        Twin<BatchKernel> batchGradient,
        Twin<BatchKernel> columns,
        Twin<BatchKernel> columnsGradient) {
    private static final int N = 128;
    private static final int ROWS = Trials.ELEMENTS / N;
    private static final double EPSILON = 1;
    private static final MemorySegment FLOATS = Trials.floats();
    private static final MemorySegment DOUBLES = Trials.doubles();
    private static final MemorySegment POSITIVE = Trials.empty();
    private static final MemorySegment RESULT = Trials.empty();
    private static final MemorySegment FIRST = Trials.empty();
    private static final MemorySegment SECOND = Trials.empty();

    private static final NormTwins F32 =
            of(
                    FLOATS.address(),
                    Float.BYTES,
                    new Kernels<>(DType.F32, new FloatScalarLayer(), FloatVectorLayer::new),
                    new Kernels<>(DType.F32, new FloatScalarBatch(), FloatVectorBatch::new));
    private static final NormTwins F64 =
            of(
                    DOUBLES.address(),
                    Double.BYTES,
                    new Kernels<>(DType.F64, new DoubleScalarLayer(), DoubleVectorLayer::new),
                    new Kernels<>(DType.F64, new DoubleScalarBatch(), DoubleVectorBatch::new));

    private record Kernels<K>(DType type, K scalar, Supplier<K> vector) {
        Twin<K> twin(String name, Consumer<K> trial) {
            return new Twin<>(name + " of " + type, scalar, vector::get, trial);
        }
    }

    static NormTwins of(DType type) {
        return type == DType.F32 ? F32 : F64;
    }

    private static NormTwins of(
            long x, int bytes, Kernels<LayerKernel> layers, Kernels<BatchKernel> kernels) {
        long step = (long) N * bytes;
        Planes planes = new Planes(ROWS, step, N);
        long v = POSITIVE.address();
        long y = RESULT.address();
        long a = FIRST.address();
        long b = SECOND.address();
        long[] layer = {x, x, x, y};
        long[] layerGradient = {x, x, x, y, a, b};
        long[] batch = {x, x, x, y, a, b};
        long[] gradient = {x, x, x, v, x, y, a, b};
        return new NormTwins(
                layers.twin("layer_norm", k -> k.forward(layer, ROWS, N, EPSILON)),
                layers.twin(
                        "layer_norm_gradient", k -> k.backward(layerGradient, ROWS, N, EPSILON)),
                kernels.twin("batch_norm", k -> k.batch(batch, planes, EPSILON)),
                kernels.twin(
                        "batch_norm_gradient", k -> k.batchGradient(gradient, planes, EPSILON)),
                kernels.twin(
                        "batch_norm of columns", k -> k.columns(batch, N, ROWS, step, EPSILON)),
                kernels.twin(
                        "batch_norm_gradient of columns",
                        k -> k.columnsGradient(gradient, N, ROWS, step, EPSILON)));
    }
}
