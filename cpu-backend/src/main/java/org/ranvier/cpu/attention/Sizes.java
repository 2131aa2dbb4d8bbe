package org.ranvier.cpu.attention;

import org.ranvier.DType;

/**
 * Sizes of queries {@code [batch, queries, width]}, keys {@code [batch, keys, width]} and values
 * {@code [batch, keys, values]}.
 *
 * @param type F32 or F64
 * @param batch how many heads and examples
 * @param queries queries of each
 * @param keys keys of each
 * @param width numbers of a query or key
 * @param values numbers of a value
 */
record Sizes(DType type, long batch, long queries, long keys, int width, int values) {}
