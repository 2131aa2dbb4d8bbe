package org.ranvier.spi;

import org.ranvier.DType;
import org.ranvier.Layout;
import org.ranvier.Shape;
import org.ranvier.TensorSpec;

/**
 * A tensor as a backend sees it.
 *
 * @param buffer the memory
 * @param dtype the type of the elements
 * @param layout where they lie in it
 */
public record Operand(Buffer buffer, DType dtype, Layout layout) {
    /**
     * The shape.
     *
     * @return the layout's shape
     */
    public Shape shape() {
        return layout.shape();
    }

    /**
     * Type and shape.
     *
     * @return the specification
     */
    public TensorSpec spec() {
        return new TensorSpec(dtype, layout.shape());
    }

    /**
     * Where the element of all-zero index lies.
     *
     * @return the offset in the buffer, in bytes
     */
    public long byteOffset() {
        return layout.offset() * dtype.byteSize();
    }
}
