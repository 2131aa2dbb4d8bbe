package org.ranvier.cpu.attention;

import org.ranvier.DType;
import org.ranvier.cpu.memory.Work;
import org.ranvier.cpu.tile.Tiles;
import org.ranvier.cpu.twin.Twin;

/** The kernels for weights. */
final class WeightTwins {
    private static final Twin<WeightKernel> F32 =
            new Twin<>(
                    "attention of F32",
                    new FloatScalarWeights(),
                    FloatVectorWeights::new,
                    kernel -> trial(kernel, DType.F32));
    private static final Twin<WeightKernel> F64 =
            new Twin<>(
                    "attention of F64",
                    new DoubleScalarWeights(),
                    DoubleVectorWeights::new,
                    kernel -> trial(kernel, DType.F64));

    private WeightTwins() {}

    static Twin<WeightKernel> of(DType type) {
        return type == DType.F32 ? F32 : F64;
    }

    private static void trial(WeightKernel kernel, DType type) {
        int keys = 16;
        long row = (long) Tiles.columns(type) * type.byteSize();
        long scores = Work.local().address(Work.Use.TRIAL, (2 * keys + 3) * row);
        long part = scores + keys * row;
        long state = part + keys * row;
        kernel.scale(scores, keys, 0.5);
        kernel.weigh(scores, keys, state);
        kernel.join(scores, part, state, keys);
        kernel.divide(scores, state + row, keys);
        kernel.slopes(scores, part, keys, 0.5);
    }
}
