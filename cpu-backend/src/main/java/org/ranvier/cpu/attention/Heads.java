package org.ranvier.cpu.attention;

import org.ranvier.cpu.tile.TileKernel;
import org.ranvier.op.Attention;

/**
 * What all pieces of an attention share.
 *
 * @param sizes the sizes
 * @param op the operation
 * @param q address of the queries
 * @param k address of the keys
 * @param v address of the values
 * @param mask address of the mask, if there is one
 * @param y address of the result
 * @param products the kernel of products
 * @param weights the kernel of weights
 */
record Heads(
        Sizes sizes,
        Attention op,
        long q,
        long k,
        long v,
        long mask,
        long y,
        TileKernel products,
        WeightKernel weights) {}
