package org.ranvier;

/**
 * How exactly products of F32 tensors may be computed: matrix products and convolutions. Anything
 * below {@link #FULL} is a permission that a device uses where it gains speed by it; sums are in
 * F32 in any case, and other types and operations are not touched.
 */
public enum Precision {
    /** With all 24 bits of the factors: relative errors near 2⁻²⁴ of the sum of absolute values. */
    FULL,
    /** Factors may be rounded to 11 bits (TF32); their range stays. */
    TF32,
    /** Factors may be rounded to 8 bits (BF16); their range stays. */
    BF16
}
