package org.ranvier.cpu.pass;

import java.lang.foreign.MemorySegment;
import org.ranvier.cpu.memory.Raw;
import org.ranvier.cpu.memory.Scratch;

/** Passes on arrays, which also the interpreter reads fast; elements are brought there in bulk. */
public final class ScalarPass {
    /** On F32. */
    @FunctionalInterface
    public interface Floats {
        /**
         * Computes elements.
         *
         * @param c the constants of the operation
         * @param x the inputs, then the outputs
         * @param n how many elements
         */
        void run(double[] c, float[][] x, int n);
    }

    /** On F64. */
    @FunctionalInterface
    public interface Doubles {
        /**
         * Computes elements.
         *
         * @param c the constants of the operation
         * @param x the inputs, then the outputs
         * @param n how many elements
         */
        void run(double[] c, double[][] x, int n);
    }

    private ScalarPass() {}

    /**
     * A pass over F32.
     *
     * @param inputs how many inputs
     * @param outputs how many outputs
     * @param body what is done to a block
     * @return the pass
     */
    public static Pass floats(int inputs, int outputs, Floats body) {
        return (c, at, n) -> {
            float[][] x = new float[inputs + outputs][];
            for (int k = 0; k < x.length; k++) {
                x[k] = Scratch.local().floats(k);
            }
            for (int i = 0; i < n; i += Scratch.ELEMENTS) {
                int count = Math.min(Scratch.ELEMENTS, n - i);
                long done = (long) i * Float.BYTES;
                for (int k = 0; k < inputs; k++) {
                    MemorySegment.copy(Raw.ALL, Raw.FLOAT, at[k] + done, x[k], 0, count);
                }
                body.run(c, x, count);
                for (int k = inputs; k < x.length; k++) {
                    MemorySegment.copy(x[k], 0, Raw.ALL, Raw.FLOAT, at[k] + done, count);
                }
            }
        };
    }

    /**
     * A pass over F64.
     *
     * @param inputs how many inputs
     * @param outputs how many outputs
     * @param body what is done to a block
     * @return the pass
     */
    public static Pass doubles(int inputs, int outputs, Doubles body) {
        return (c, at, n) -> {
            double[][] x = new double[inputs + outputs][];
            for (int k = 0; k < x.length; k++) {
                x[k] = Scratch.local().doubles(k);
            }
            for (int i = 0; i < n; i += Scratch.ELEMENTS) {
                int count = Math.min(Scratch.ELEMENTS, n - i);
                long done = (long) i * Double.BYTES;
                for (int k = 0; k < inputs; k++) {
                    MemorySegment.copy(Raw.ALL, Raw.DOUBLE, at[k] + done, x[k], 0, count);
                }
                body.run(c, x, count);
                for (int k = inputs; k < x.length; k++) {
                    MemorySegment.copy(x[k], 0, Raw.ALL, Raw.DOUBLE, at[k] + done, count);
                }
            }
        };
    }
}
