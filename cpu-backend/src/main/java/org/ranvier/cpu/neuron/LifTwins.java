package org.ranvier.cpu.neuron;

import java.util.EnumMap;
import java.util.Map;
import java.util.function.Supplier;
import org.ranvier.DType;
import org.ranvier.cpu.pass.Pass;
import org.ranvier.cpu.pass.Passes;
import org.ranvier.cpu.pass.ScalarPass;
import org.ranvier.cpu.twin.Twin;
import org.ranvier.op.Surrogate;

/** The passes of leaky integrate-and-fire neurons of one type. */
record LifTwins(
        Twin<Pass> spike,
        Twin<Pass> step,
        Twin<Pass> hold,
        Twin<Pass> back,
        Twin<Pass> event,
        Map<Surrogate.Kind, Twin<Pass>> slopes) {
    private static final LifTwins F32 =
            new LifTwins(
                    floats("spike", 1, 1, FloatScalarLif::spike, () -> FloatVectorLif::spike),
                    floats("lif", 3, 4, FloatScalarLif::step, () -> FloatVectorLif::step),
                    floats("lif hold", 2, 2, FloatScalarLif::hold, () -> FloatVectorLif::hold),
                    floats("lif gradient", 7, 2, FloatScalarLif::back, () -> FloatVectorLif::back),
                    floats("lif event", 3, 3, FloatScalarLif::event, () -> FloatVectorLif::event),
                    floatSlopes());
    private static final LifTwins F64 =
            new LifTwins(
                    doubles("spike", 1, 1, DoubleScalarLif::spike, () -> DoubleVectorLif::spike),
                    doubles("lif", 3, 4, DoubleScalarLif::step, () -> DoubleVectorLif::step),
                    doubles("lif hold", 2, 2, DoubleScalarLif::hold, () -> DoubleVectorLif::hold),
                    doubles(
                            "lif gradient",
                            7,
                            2,
                            DoubleScalarLif::back,
                            () -> DoubleVectorLif::back),
                    doubles(
                            "lif event",
                            3,
                            3,
                            DoubleScalarLif::event,
                            () -> DoubleVectorLif::event),
                    doubleSlopes());

    static LifTwins of(DType type) {
        return type == DType.F32 ? F32 : F64;
    }

    /** From potentials to slopes. */
    Twin<Pass> slope(Surrogate.Kind kind) {
        Twin<Pass> twin = slopes.get(kind);
        if (twin == null) {
            throw new IllegalArgumentException("surrogate " + kind + ": no slope for it");
        }
        return twin;
    }

    static Twin<Pass> floats(
            String name, int inputs, int outputs, ScalarPass.Floats scalar, Supplier<Pass> loop) {
        Pass pass = ScalarPass.floats(inputs, outputs, scalar);
        return Passes.twin(name, DType.F32, inputs, outputs, pass, loop);
    }

    static Twin<Pass> doubles(
            String name, int inputs, int outputs, ScalarPass.Doubles scalar, Supplier<Pass> loop) {
        Pass pass = ScalarPass.doubles(inputs, outputs, scalar);
        return Passes.twin(name, DType.F64, inputs, outputs, pass, loop);
    }

    private static Map<Surrogate.Kind, Twin<Pass>> floatSlopes() {
        Map<Surrogate.Kind, Twin<Pass>> slopes = new EnumMap<>(Surrogate.Kind.class);
        for (Surrogate.Kind kind : Surrogate.Kind.values()) {
            ScalarPass.Floats scalar =
                    switch (kind) {
                        case FAST_SIGMOID -> FloatScalarSlopes::fastSigmoid;
                        case ARCTAN -> FloatScalarSlopes::arctan;
                        case SIGMOID -> FloatScalarSlopes::sigmoid;
                        case STRAIGHT_THROUGH -> FloatScalarSlopes::straightThrough;
                        case TRIANGLE -> FloatScalarSlopes::triangle;
                        case EXPONENTIAL -> FloatScalarSlopes::exponential;
                        case GAUSSIAN -> FloatScalarSlopes::gaussian;
                    };
            Supplier<Pass> loop =
                    switch (kind) {
                        case FAST_SIGMOID -> () -> FloatVectorSlopes::fastSigmoid;
                        case ARCTAN -> () -> FloatVectorSlopes::arctan;
                        case SIGMOID -> () -> FloatVectorSlopes::sigmoid;
                        case STRAIGHT_THROUGH -> () -> FloatVectorSlopes::straightThrough;
                        case TRIANGLE -> () -> FloatVectorSlopes::triangle;
                        case EXPONENTIAL -> () -> FloatVectorSlopes::exponential;
                        case GAUSSIAN -> () -> FloatVectorSlopes::gaussian;
                    };
            slopes.put(kind, floats("slope " + kind, 1, 1, scalar, loop));
        }
        return slopes;
    }

    private static Map<Surrogate.Kind, Twin<Pass>> doubleSlopes() {
        Map<Surrogate.Kind, Twin<Pass>> slopes = new EnumMap<>(Surrogate.Kind.class);
        for (Surrogate.Kind kind : Surrogate.Kind.values()) {
            ScalarPass.Doubles scalar =
                    switch (kind) {
                        case FAST_SIGMOID -> DoubleScalarSlopes::fastSigmoid;
                        case ARCTAN -> DoubleScalarSlopes::arctan;
                        case SIGMOID -> DoubleScalarSlopes::sigmoid;
                        case STRAIGHT_THROUGH -> DoubleScalarSlopes::straightThrough;
                        case TRIANGLE -> DoubleScalarSlopes::triangle;
                        case EXPONENTIAL -> DoubleScalarSlopes::exponential;
                        case GAUSSIAN -> DoubleScalarSlopes::gaussian;
                    };
            Supplier<Pass> loop =
                    switch (kind) {
                        case FAST_SIGMOID -> () -> DoubleVectorSlopes::fastSigmoid;
                        case ARCTAN -> () -> DoubleVectorSlopes::arctan;
                        case SIGMOID -> () -> DoubleVectorSlopes::sigmoid;
                        case STRAIGHT_THROUGH -> () -> DoubleVectorSlopes::straightThrough;
                        case TRIANGLE -> () -> DoubleVectorSlopes::triangle;
                        case EXPONENTIAL -> () -> DoubleVectorSlopes::exponential;
                        case GAUSSIAN -> () -> DoubleVectorSlopes::gaussian;
                    };
            slopes.put(kind, doubles("slope " + kind, 1, 1, scalar, loop));
        }
        return slopes;
    }
}
