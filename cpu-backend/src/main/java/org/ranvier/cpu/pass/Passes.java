package org.ranvier.cpu.pass;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.ranvier.DType;
import org.ranvier.cpu.memory.Raw;
import org.ranvier.cpu.parallel.Workers;
import org.ranvier.cpu.twin.Trials;
import org.ranvier.cpu.twin.Twin;
import org.ranvier.spi.Operand;

/** Tries passes out, and runs them. */
public final class Passes {
    /** More constants than any pass has. */
    private static final double[] CONSTANTS = new double[32];

    static {
        Arrays.fill(CONSTANTS, 0.5);
    }

    private Passes() {}

    /**
     * A pass in its two forms.
     *
     * @param name what it is, for logs
     * @param type the type of all operands, F32 or F64
     * @param inputs how many inputs
     * @param outputs how many outputs
     * @param scalar the scalar form
     * @param loop gives the vector form, over whole vectors
     * @return both, with a trial
     */
    public static Twin<Pass> twin(
            String name, DType type, int inputs, int outputs, Pass scalar, Supplier<Pass> loop) {
        MemorySegment x = Trials.of(type);
        MemorySegment[] results = new MemorySegment[outputs];
        Arrays.setAll(results, _ -> Trials.empty());
        return new Twin<>(
                name + " of " + type,
                scalar,
                () -> VectorPass.of(type, inputs, loop.get()),
                kernel -> {
                    long[] at = new long[inputs + outputs];
                    Arrays.fill(at, x.address());
                    for (int k = 0; k < outputs; k++) {
                        at[inputs + k] = results[k].address();
                    }
                    Trials.lengths(Trials.ELEMENTS, n -> kernel.run(CONSTANTS, at, n));
                });
    }

    /**
     * Runs a pass over all elements.
     *
     * @param workers who does it
     * @param twin the pass
     * @param weight about how many additions an element takes as long as
     * @param c the constants
     * @param in the inputs, contiguous
     * @param out the outputs, contiguous
     */
    public static void run(
            Workers workers,
            Twin<Pass> twin,
            long weight,
            double[] c,
            List<Operand> in,
            List<Operand> out) {
        long[] at = Raw.addresses(in, out);
        long bytes = out.get(0).dtype().byteSize();
        long elements = out.get(0).shape().elements();
        Pass pass = twin.get(elements * weight);
        workers.parallel(
                elements,
                Math.max(1, twin.grain(pass) / weight),
                (start, end) -> {
                    long[] here = at.clone();
                    for (int k = 0; k < here.length; k++) {
                        here[k] += start * bytes;
                    }
                    pass.run(c, here, (int) (end - start));
                });
    }
}
