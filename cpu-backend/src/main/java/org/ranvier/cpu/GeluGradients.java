package org.ranvier.cpu;

import java.util.List;
import org.ranvier.DType;
import org.ranvier.TensorSpec;
import org.ranvier.cpu.math.GeluLoops;
import org.ranvier.cpu.parallel.Workers;
import org.ranvier.cpu.pass.Pass;
import org.ranvier.cpu.pass.Passes;
import org.ranvier.cpu.pass.ScalarPass;
import org.ranvier.cpu.twin.Twin;
import org.ranvier.op.GeluGradient;
import org.ranvier.op.Unary;
import org.ranvier.spi.Operand;

/** The gradients of gelu and its approximation, in one pass in single precision. */
final class GeluGradients {
    /** Additions that an element takes as long as. */
    private static final long WEIGHT = 4;

    private static final double[] NONE = {};

    private static final Twin<Pass> EXACT =
            Passes.twin(
                    "gelu_gradient",
                    DType.F32,
                    2,
                    1,
                    ScalarPass.floats(2, 1, GeluLoops::exact),
                    () -> GeluLoops::exact);

    private static final Twin<Pass> APPROXIMATE =
            Passes.twin(
                    "gelu_tanh_gradient",
                    DType.F32,
                    2,
                    1,
                    ScalarPass.floats(2, 1, GeluLoops::approximate),
                    () -> GeluLoops::approximate);

    private GeluGradients() {}

    static boolean supports(List<TensorSpec> in) {
        return in.get(0).dtype() == DType.F32;
    }

    static void execute(Workers workers, GeluGradient op, List<Operand> in, List<Operand> out) {
        Twin<Pass> twin = op.function() == Unary.GELU ? EXACT : APPROXIMATE;
        Passes.run(workers, twin, WEIGHT, NONE, in, out);
    }
}
