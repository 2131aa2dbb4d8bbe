package org.ranvier.cpu.gemm;

/**
 * The sizes of a product.
 *
 * @param m rows of a and c
 * @param n columns of b and c
 * @param k columns of a, rows of b
 */
record Sizes(long m, long n, long k) {
    /** At least 1. */
    long multiplications() {
        return m * n * Math.max(1, k);
    }
}
