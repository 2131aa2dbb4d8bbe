package org.ranvier.kernels;

import java.lang.foreign.MemorySegment;
import java.util.List;
import org.ranvier.op.CustomOp;
import org.ranvier.spi.Buffer;
import org.ranvier.spi.Operand;

/**
 * A device as far as operations need it: it launches kernels one after the other and lends memory
 * for intermediate results.
 */
public interface Device {
    /**
     * What launches must know of it.
     *
     * @return its limits and sizes
     */
    Traits traits();

    /**
     * Enters a kernel into the queue.
     *
     * @param kernel the kernel
     * @param groups how many groups of {@link Traits#group} work items, above 0
     * @param arguments what it takes: an {@link Operand} for a tensor, a {@link Double} for a
     *     value, a {@link Long}, a {@link Buffer}, a {@link View}
     * @throws IllegalArgumentException if the arguments do not fit the kernel
     */
    void launch(Kernel kernel, long groups, Object... arguments);

    /**
     * Enters a user's kernel into the queue.
     *
     * @param op the operation
     * @param in its inputs
     * @param out its outputs
     * @throws UnsupportedOperationException if it has no text for this language
     */
    void launch(CustomOp op, List<Operand> in, List<Operand> out);

    /**
     * Takes memory, with any content, for intermediate results.
     *
     * @param bytes how much, above 0
     * @return the memory
     * @throws org.ranvier.spi.OutOfDeviceMemoryException if the device has not that much
     */
    Buffer allocate(long bytes);

    /**
     * Gives memory back; kernels already in the queue may still use it.
     *
     * @param buffer what {@link #allocate} gave
     */
    void free(Buffer buffer);

    /**
     * Copies to the host, after all kernels so far.
     *
     * @param source device memory
     * @param offset where in the source, in bytes
     * @param target host memory
     */
    void read(Buffer source, long offset, MemorySegment target);
}
