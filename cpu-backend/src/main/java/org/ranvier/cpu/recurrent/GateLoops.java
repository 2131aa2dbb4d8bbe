package org.ranvier.cpu.recurrent;

import java.util.List;
import org.ranvier.DType;
import org.ranvier.cpu.memory.Work;
import org.ranvier.cpu.twin.Trials;
import org.ranvier.cpu.twin.Twin;

/**
 * The passes that cells are made of; operands in the order of the formulas' names, results last. A
 * row of gates stays in the first-level cache from one pass to the next. One pass with all of a
 * cell's exponentials in it would be more than the compiler inlines, and vectors that are not
 * inlined are slow.
 *
 * @param sigmoidOfSum {@code a, b, y: y = σ(a + b)}
 * @param tanhOfSum {@code a, b, y: y = tanh(a + b)}
 * @param tanh {@code x, y: y = tanh(x)}
 * @param sum {@code a, b, y: y = a + b}
 * @param product {@code a, b, y: y = a·b}
 * @param cell {@code i, f, g, c, y: y = f·c + i·g}
 * @param lstmSlopes {@code i, f, g, o, t, c, dh, dc, di, df, dg, do, d: } the gradients of the
 *     gates' arguments and of the cell
 * @param candidate {@code a, r, e, y: y = tanh(a + r·e)}
 * @param blend {@code n, z, h, y: y = n + z·(h − n)}
 * @param gruSlopes {@code r, z, n, e, h, dh, dr, dz, dn, dr, dz, de, d: } the gradients of the
 *     gates' arguments, on the input's side and on the other, and of the last output
 */
record GateLoops(
        Loop sigmoidOfSum,
        Loop tanhOfSum,
        Loop tanh,
        Loop sum,
        Loop product,
        Loop cell,
        Loop lstmSlopes,
        Loop candidate,
        Loop blend,
        Loop gruSlopes) {
    private static final int MOST_OPERANDS = 13;

    /** F64 has no vectors: it is for checks, not for speed. */
    private static final GateLoops DOUBLES =
            new GateLoops(
                    DoubleGates::sigmoidOfSum,
                    DoubleGates::tanhOfSum,
                    DoubleGates::tanh,
                    DoubleGates::sum,
                    DoubleGates::product,
                    DoubleGates::cell,
                    DoubleGates::lstmSlopes,
                    DoubleGates::candidate,
                    DoubleGates::blend,
                    DoubleGates::gruSlopes);

    private static final GateLoops FLOATS =
            new GateLoops(
                    FloatGates::sigmoidOfSum,
                    FloatGates::tanhOfSum,
                    FloatGates::tanh,
                    FloatGates::sum,
                    FloatGates::product,
                    FloatGates::cell,
                    FloatGates::lstmSlopes,
                    FloatGates::candidate,
                    FloatGates::blend,
                    FloatGates::gruSlopes);

    private static final Twin<GateLoops> F64 =
            new Twin<>("gates of F64", DOUBLES, () -> null, loops -> {});

    private static final Twin<GateLoops> F32 =
            new Twin<>("gates of F32", FLOATS, GateLoops::vectors, GateLoops::tryOut);

    static Twin<GateLoops> of(DType type) {
        return type == DType.F64 ? F64 : F32;
    }

    private static GateLoops vectors() {
        return new GateLoops(
                LaneGates.whole(LaneGates::sigmoidOfSum, FloatGates::sigmoidOfSum),
                LaneGates.whole(LaneGates::tanhOfSum, FloatGates::tanhOfSum),
                LaneGates.whole(LaneGates::tanh, FloatGates::tanh),
                LaneGates.whole(LaneGates::sum, FloatGates::sum),
                LaneGates.whole(LaneGates::product, FloatGates::product),
                LaneGates.whole(LaneGates::cell, FloatGates::cell),
                LaneGates.whole(LaneGates::lstmSlopes, FloatGates::lstmSlopes),
                LaneGates.whole(LaneGates::candidate, FloatGates::candidate),
                LaneGates.whole(LaneGates::blend, FloatGates::blend),
                LaneGates.whole(LaneGates::gruSlopes, FloatGates::gruSlopes));
    }

    private List<Loop> all() {
        return List.of(
                sigmoidOfSum,
                tanhOfSum,
                tanh,
                sum,
                product,
                cell,
                lstmSlopes,
                candidate,
                blend,
                gruSlopes);
    }

    private static void tryOut(GateLoops loops) {
        long row = 4L * Trials.ELEMENTS;
        long memory = Work.local().address(Work.Use.TRIAL, MOST_OPERANDS * row);
        for (Loop loop : loops.all()) {
            long[] p = new long[MOST_OPERANDS];
            for (int i = 0; i < p.length; i++) {
                p[i] = memory + i * row;
            }
            Trials.lengths(Trials.ELEMENTS, n -> loop.run(p, n));
        }
    }
}
