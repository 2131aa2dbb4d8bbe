package org.ranvier.cpu.optim;

import java.util.List;
import java.util.function.Supplier;
import org.ranvier.DType;
import org.ranvier.cpu.parallel.Workers;
import org.ranvier.cpu.pass.Pass;
import org.ranvier.cpu.pass.Passes;
import org.ranvier.cpu.pass.ScalarPass;
import org.ranvier.cpu.twin.Twin;
import org.ranvier.op.AdagradStep;
import org.ranvier.op.AdamStep;
import org.ranvier.op.OptimizerStep;
import org.ranvier.op.RmsPropStep;
import org.ranvier.op.SgdStep;
import org.ranvier.spi.Operand;

/** Kernels for steps of optimisers. */
public final class OptimKernels {
    /** A root and a quotient: an element takes as long as so many additions. */
    private static final long WEIGHT = 4;

    private record Steps(Twin<Pass> adam, Twin<Pass> sgd, Twin<Pass> momentum, Twin<Pass> scaled) {}

    private static final Steps F32 =
            new Steps(
                    floats("adam", 4, 3, FloatScalarSteps::adam, () -> FloatVectorSteps::adam),
                    floats("sgd", 2, 1, FloatScalarSteps::sgd, () -> FloatVectorSteps::sgd),
                    floats(
                            "momentum",
                            3,
                            2,
                            FloatScalarSteps::momentum,
                            () -> FloatVectorSteps::momentum),
                    floats(
                            "rmsprop",
                            3,
                            2,
                            FloatScalarSteps::scaled,
                            () -> FloatVectorSteps::scaled));
    private static final Steps F64 =
            new Steps(
                    doubles("adam", 4, 3, DoubleScalarSteps::adam, () -> DoubleVectorSteps::adam),
                    doubles("sgd", 2, 1, DoubleScalarSteps::sgd, () -> DoubleVectorSteps::sgd),
                    doubles(
                            "momentum",
                            3,
                            2,
                            DoubleScalarSteps::momentum,
                            () -> DoubleVectorSteps::momentum),
                    doubles(
                            "rmsprop",
                            3,
                            2,
                            DoubleScalarSteps::scaled,
                            () -> DoubleVectorSteps::scaled));

    private OptimKernels() {}

    private static Twin<Pass> floats(
            String name, int inputs, int outputs, ScalarPass.Floats scalar, Supplier<Pass> loop) {
        Pass pass = ScalarPass.floats(inputs, outputs, scalar);
        return Passes.twin(name, DType.F32, inputs, outputs, pass, loop);
    }

    private static Twin<Pass> doubles(
            String name, int inputs, int outputs, ScalarPass.Doubles scalar, Supplier<Pass> loop) {
        Pass pass = ScalarPass.doubles(inputs, outputs, scalar);
        return Passes.twin(name, DType.F64, inputs, outputs, pass, loop);
    }

    /**
     * Runs a step.
     *
     * @param workers who does it
     * @param op the step
     * @param in its inputs, contiguous
     * @param out its outputs, contiguous; each may be an input
     */
    public static void execute(
            Workers workers, OptimizerStep op, List<Operand> in, List<Operand> out) {
        Steps steps = in.get(0).dtype() == DType.F32 ? F32 : F64;
        Twin<Pass> twin =
                switch (op) {
                    case AdamStep _ -> steps.adam;
                    case SgdStep o -> o.momentum() == 0 ? steps.sgd : steps.momentum;
                    case RmsPropStep _, AdagradStep _ -> steps.scaled;
                };
        Passes.run(workers, twin, WEIGHT, constants(op), in, out);
    }

    /** In the order in which the loops take them. */
    private static double[] constants(OptimizerStep op) {
        return switch (op) {
            case AdamStep o ->
                    new double[] {
                        o.decoupled() ? 0 : o.decay(),
                        o.decoupled() ? 1 - o.rate() * o.decay() : 1,
                        o.beta1(),
                        1 - o.beta1(),
                        o.beta2(),
                        1 - o.beta2(),
                        o.correctedRate(),
                        o.rootCorrection(),
                        o.epsilon()
                    };
            case SgdStep o ->
                    new double[] {
                        o.decay(),
                        o.scale(),
                        o.rate(),
                        o.momentum(),
                        o.nesterov() ? 1 : 0,
                        o.nesterov() ? o.momentum() : 1
                    };
            case RmsPropStep o ->
                    new double[] {
                        o.decay(), o.smoothing(), 1 - o.smoothing(), o.rate(), o.epsilon()
                    };
            case AdagradStep o -> new double[] {o.decay(), 1, 1, o.rate(), o.epsilon()};
        };
    }
}
