package org.ranvier.op;

import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.ranvier.Tensor;
import org.ranvier.TensorSpec;

/**
 * A user's own operation: what it puts out, an implementation for each kind of device it shall run
 * on, and, if it is to be differentiated, its gradient. It is applied with {@link
 * org.ranvier.Session#apply}.
 *
 * <p>A backend for which it has no implementation throws and says so; it never runs elsewhere.
 */
public final class CustomOp implements Op {
    /** An implementation in Java. All memory is contiguous and in host order. */
    @FunctionalInterface
    public interface HostFunction {
        /**
         * Computes the outputs.
         *
         * @param in the inputs
         * @param out the outputs, to be written whole
         */
        void run(List<HostArray> in, List<HostArray> out);
    }

    /** The gradient, in tensor operations. */
    @FunctionalInterface
    public interface Gradient {
        /**
         * The gradients of the inputs.
         *
         * @param backward inputs, outputs and the outputs' gradients
         * @return for each input its gradient, or null where it has none
         */
        List<@Nullable Tensor> apply(Backward backward);
    }

    /**
     * Device text. The kernel gets the pointers of the inputs, then those of the outputs, then the
     * number of elements of the first output as a 64-bit integer, and runs in as many work items,
     * rounded up to whole groups.
     *
     * @param function the kernel's name in the text
     * @param text the source
     */
    public record KernelText(String function, String text) {}

    private final String name;
    private final UnaryOperator<List<TensorSpec>> outputs;
    private final @Nullable HostFunction host;
    private final @Nullable KernelText cuda;
    private final @Nullable KernelText opencl;
    private final @Nullable Gradient gradient;

    private CustomOp(
            String name,
            UnaryOperator<List<TensorSpec>> outputs,
            @Nullable HostFunction host,
            @Nullable KernelText cuda,
            @Nullable KernelText opencl,
            @Nullable Gradient gradient) {
        this.name = name;
        this.outputs = outputs;
        this.host = host;
        this.cuda = cuda;
        this.opencl = opencl;
        this.gradient = gradient;
    }

    /**
     * An operation without implementation yet.
     *
     * @param name its name in messages and traces
     * @param outputs the outputs that follow from inputs; throws IllegalArgumentException for
     *     inputs that do not fit
     * @return the operation
     */
    public static CustomOp of(String name, UnaryOperator<List<TensorSpec>> outputs) {
        return new CustomOp(
                Objects.requireNonNull(name),
                Objects.requireNonNull(outputs),
                null,
                null,
                null,
                null);
    }

    /**
     * With an implementation in Java, for the CPU backend.
     *
     * @param function the implementation
     * @return the operation with it
     */
    public CustomOp withHost(HostFunction function) {
        return new CustomOp(name, outputs, function, cuda, opencl, gradient);
    }

    /**
     * With CUDA text.
     *
     * @param kernel the kernel, an {@code extern "C" __global__} function
     * @return the operation with it
     */
    public CustomOp withCuda(KernelText kernel) {
        return new CustomOp(name, outputs, host, kernel, opencl, gradient);
    }

    /**
     * With OpenCL text.
     *
     * @param kernel the kernel
     * @return the operation with it
     */
    public CustomOp withOpenCl(KernelText kernel) {
        return new CustomOp(name, outputs, host, cuda, kernel, gradient);
    }

    /**
     * With a gradient.
     *
     * @param rule the gradient
     * @return the operation with it
     */
    public CustomOp withGradient(Gradient rule) {
        return new CustomOp(name, outputs, host, cuda, opencl, rule);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public List<TensorSpec> outputs(List<TensorSpec> in) {
        return outputs.apply(in);
    }

    /**
     * The Java implementation.
     *
     * @return it, or null if there is none
     */
    public @Nullable HostFunction host() {
        return host;
    }

    /**
     * The CUDA text.
     *
     * @return it, or null if there is none
     */
    public @Nullable KernelText cuda() {
        return cuda;
    }

    /**
     * The OpenCL text.
     *
     * @return it, or null if there is none
     */
    public @Nullable KernelText openCl() {
        return opencl;
    }

    /**
     * The gradient.
     *
     * @return it, or null if the operation cannot be differentiated
     */
    public @Nullable Gradient gradient() {
        return gradient;
    }

    @Override
    public String toString() {
        return "custom operation " + name;
    }
}
