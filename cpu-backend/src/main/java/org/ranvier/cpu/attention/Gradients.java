package org.ranvier.cpu.attention;

/**
 * Where the gradients of an attention lie.
 *
 * @param y address of the gradient of the result, which is read
 * @param q address of that of the queries, which is written
 * @param k address of that of the keys, which is written
 * @param v address of that of the values, which is written
 */
record Gradients(long y, long q, long k, long v) {}
