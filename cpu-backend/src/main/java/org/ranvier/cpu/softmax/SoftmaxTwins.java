package org.ranvier.cpu.softmax;

import java.lang.foreign.MemorySegment;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.ranvier.DType;
import org.ranvier.cpu.twin.Trials;
import org.ranvier.cpu.twin.Twin;

/** The kernels of one type; each way of use is tried on its own. */
record SoftmaxTwins(
        Twin<SoftmaxKernel> rows,
        Twin<SoftmaxKernel> logRows,
        Twin<SoftmaxKernel> columns,
        Twin<SoftmaxKernel> logColumns,
        Twin<SoftmaxKernel> loss,
        Twin<SoftmaxKernel> gradient) {
    private static final int N = 128;
    private static final int ROWS = Trials.ELEMENTS / N;
    private static final MemorySegment FLOATS = Trials.floats();
    private static final MemorySegment DOUBLES = Trials.doubles();
    private static final MemorySegment RESULT = Trials.empty();
    private static final MemorySegment TARGETS = Trials.empty();

    private static final SoftmaxTwins F32 =
            of(
                    FLOATS.address(),
                    Float.BYTES,
                    new Kernels(DType.F32, new FloatScalarSoftmax(), FloatVectorSoftmax::new));
    private static final SoftmaxTwins F64 =
            of(
                    DOUBLES.address(),
                    Double.BYTES,
                    new Kernels(DType.F64, new DoubleScalarSoftmax(), DoubleVectorSoftmax::new));

    private record Kernels(DType type, SoftmaxKernel scalar, Supplier<SoftmaxKernel> vector) {
        Twin<SoftmaxKernel> twin(String name, Consumer<SoftmaxKernel> trial) {
            return new Twin<>(name + " of " + type, scalar, vector::get, trial);
        }
    }

    static SoftmaxTwins of(DType type) {
        return type == DType.F32 ? F32 : F64;
    }

    private static SoftmaxTwins of(long x, int bytes, Kernels kernels) {
        long y = RESULT.address();
        long t = TARGETS.address();
        long step = (long) N * bytes;
        return new SoftmaxTwins(
                kernels.twin("softmax", k -> k.rows(x, y, ROWS, N, false)),
                kernels.twin("log_softmax", k -> k.rows(x, y, ROWS, N, true)),
                kernels.twin("softmax of columns", k -> k.columns(x, y, N, ROWS, step, false)),
                kernels.twin("log_softmax of columns", k -> k.columns(x, y, N, ROWS, step, true)),
                kernels.twin("cross_entropy", k -> k.loss(x, t, y, ROWS, N, -1, 0.1)),
                kernels.twin(
                        "cross_entropy_gradient", k -> k.gradient(x, t, x, y, ROWS, N, -1, 0.1)));
    }
}
