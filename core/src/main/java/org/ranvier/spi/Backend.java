package org.ranvier.spi;

import java.lang.foreign.MemorySegment;
import java.util.List;
import org.ranvier.TensorSpec;
import org.ranvier.op.Fused;
import org.ranvier.op.Op;

/**
 * An open device. It is used by one thread at a time; what it does inside is its own affair.
 *
 * <p>Core has checked everything before a call: outputs have the shape and type the operation
 * states; inputs are contiguous unless {@link Op#takesAnyLayout}; an output of {@link Op.Fill},
 * {@link Op.Copy}, {@link Op.Map}, {@link Op.Zip} or {@link Op.Select} may have any layout without
 * repetition, every other output is contiguous; an output shares memory with an input only if both
 * are exactly the same view, and then only for element-wise operations and, with the input it is
 * the new value of, {@link org.ranvier.op.OptimizerStep}. Layouts may begin anywhere in their
 * buffer. No tensor handed in is empty, except to a {@link org.ranvier.op.CustomOp}.
 */
public interface Backend extends AutoCloseable {
    /**
     * The device.
     *
     * @return what is known of it
     */
    DeviceInfo device();

    /**
     * Takes memory, with any content, aligned to at least 64 bytes.
     *
     * @param bytes how much, above 0
     * @return the memory
     * @throws OutOfDeviceMemoryException if the device has not that much
     */
    Buffer allocate(long bytes);

    /**
     * Gives memory back. Operations that still use it have been ordered before.
     *
     * @param buffer what {@link #allocate} gave
     */
    void free(Buffer buffer);

    /**
     * Copies from the host, after all operations so far; the source may be reused on return.
     *
     * @param source host memory
     * @param target device memory
     * @param offset where in the target, in bytes
     */
    void write(MemorySegment source, Buffer target, long offset);

    /**
     * Copies to the host, after all operations so far; the data is there on return.
     *
     * @param source device memory
     * @param offset where in the source, in bytes
     * @param target host memory
     */
    void read(Buffer source, long offset, MemorySegment target);

    /**
     * Whether there is a kernel for a fused operation; otherwise core runs its decomposition.
     *
     * @param op the operation
     * @param in what is known of its inputs
     * @return true if {@link #execute} takes it
     */
    boolean supports(Fused op, List<TensorSpec> in);

    /**
     * Executes an operation, or enters it into the device's queue.
     *
     * @param op the operation
     * @param in its inputs
     * @param out its outputs, to be written
     */
    void execute(Op op, List<Operand> in, List<Operand> out);

    /**
     * Makes operations ready to be executed again and again. They have been executed once, in this
     * order; their operands' memory stays until the replay is closed.
     *
     * @param executions the operations with their operands
     * @return what executes them; by default one after the other
     */
    default Replay record(List<Execution> executions) {
        return Replay.oneByOne(this, executions);
    }

    /**
     * The kernels launched since the last {@link #synchronize}, for profiles. An operation may be
     * many of them, and which ones it takes tells the variant, and whose it is.
     *
     * @return their names, each once, as {@code gemm of cuBLAS}; none where a backend does not tell
     */
    default List<String> launched() {
        return List.of();
    }

    /** Waits until everything entered is done. */
    void synchronize();

    /**
     * Whether the operations executed so far have got their fastest kernels. A device that improves
     * kernels in the background while they are in use says false until that is done.
     *
     * @return by default true
     */
    default boolean settled() {
        return true;
    }

    /** Gives up the device. All buffers have been freed. */
    @Override
    void close();
}
