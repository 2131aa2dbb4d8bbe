package org.ranvier;

/**
 * Elements and where they came from.
 *
 * @param values the elements
 * @param indices their I32 positions along the axis
 */
public record ValuesAndIndices(Tensor values, Tensor indices) {}
