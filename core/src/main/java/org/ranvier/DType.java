package org.ranvier;

/** The type of a tensor's elements. */
public enum DType {
    /** IEEE 754 binary32. */
    F32(4),
    /** IEEE 754 binary64. */
    F64(8),
    /** Two's complement 32-bit integer; also the type of indices. */
    I32(4),
    /** A truth value, stored as one byte that is 0 or 1. */
    BOOL(1);

    private final int byteSize;

    DType(int byteSize) {
        this.byteSize = byteSize;
    }

    /**
     * The size of one element.
     *
     * @return the number of bytes
     */
    public int byteSize() {
        return byteSize;
    }

    /**
     * Whether elements are floating-point numbers, and so can carry gradients.
     *
     * @return true for F32 and F64
     */
    public boolean isFloating() {
        return this == F32 || this == F64;
    }
}
