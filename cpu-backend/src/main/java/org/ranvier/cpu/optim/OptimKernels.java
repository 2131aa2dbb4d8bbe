package org.ranvier.cpu.optim;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.ranvier.DType;
import org.ranvier.cpu.memory.Raw;
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
        List<Part> parts = parts(op, in, out);
        long elements = parts.getLast().end();
        long bytes = out.get(0).dtype().byteSize();
        double[] numbers = numbers(op, in);
        Pass pass = twin.get(elements * WEIGHT);
        workers.parallel(
                elements,
                Math.max(1, twin.grain(pass) / WEIGHT),
                (start, end) -> {
                    for (Part part : parts) {
                        part.run(pass, numbers, bytes, start, end);
                    }
                });
    }

    /**
     * A parameter among the elements of all.
     *
     * @param begin its first element
     * @param end behind its last
     * @param at addresses of the inputs, then the outputs
     */
    private record Part(long begin, long end, long[] at) {
        /** Runs what of it lies in a range of all elements. */
        void run(Pass pass, double[] numbers, long bytes, long start, long stop) {
            long from = Math.max(begin, start);
            long to = Math.min(end, stop);
            if (from < to) {
                long[] here = at.clone();
                for (int k = 0; k < here.length; k++) {
                    here[k] += (from - begin) * bytes;
                }
                pass.run(numbers, here, (int) (to - from));
            }
        }
    }

    private static List<Part> parts(OptimizerStep op, List<Operand> in, List<Operand> out) {
        int inputs = 2 + op.states();
        int outputs = inputs - 1;
        List<Part> parts = new ArrayList<>();
        long begin = 0;
        for (int i = 0; i * outputs < out.size(); i++) {
            long[] at = new long[inputs + outputs];
            int first = op.first(in.size()) + i * inputs;
            for (int k = 0; k < at.length; k++) {
                at[k] =
                        Raw.address(
                                k < inputs ? in.get(first + k) : out.get(i * outputs + k - inputs));
            }
            long end = begin + out.get(i * outputs).shape().elements();
            parts.add(new Part(begin, end, at));
            begin = end;
        }
        return parts;
    }

    private static double[] numbers(OptimizerStep op, List<Operand> in) {
        if (op.first(in.size()) == 0) {
            return op.numbers();
        }
        Operand given = in.get(0);
        long at = Raw.address(given);
        double[] numbers = new double[(int) given.shape().elements()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] =
                    given.dtype() == DType.F32
                            ? Raw.ALL.get(Raw.FLOAT, at + (long) i * Float.BYTES)
                            : Raw.ALL.get(Raw.DOUBLE, at + (long) i * Double.BYTES);
        }
        return numbers;
    }
}
