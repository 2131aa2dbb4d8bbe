package org.ranvier.op;

/** What random numbers are drawn from. */
public enum Distribution {
    /** Uniform on [0, 1). */
    UNIFORM,
    /** Normal with mean 0 and deviation 1. */
    NORMAL,
    /** All 32 bits, as I32. */
    BITS
}
