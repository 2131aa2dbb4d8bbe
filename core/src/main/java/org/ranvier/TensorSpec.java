package org.ranvier;

/**
 * What is known of a tensor before it exists.
 *
 * @param dtype the type of its elements
 * @param shape its shape
 */
public record TensorSpec(DType dtype, Shape shape) {
    /**
     * The memory its elements take.
     *
     * @return the number of bytes
     */
    public long byteSize() {
        return Math.multiplyExact(shape.elements(), (long) dtype.byteSize());
    }

    /**
     * The same shape of another type.
     *
     * @param type the other type
     * @return the new specification
     */
    public TensorSpec withDType(DType type) {
        return new TensorSpec(type, shape);
    }

    /**
     * The same type with another shape.
     *
     * @param other the other shape
     * @return the new specification
     */
    public TensorSpec withShape(Shape other) {
        return new TensorSpec(dtype, other);
    }

    /** Reads like {@code F32[64, 784]}. */
    @Override
    public String toString() {
        return dtype.toString() + shape;
    }
}
