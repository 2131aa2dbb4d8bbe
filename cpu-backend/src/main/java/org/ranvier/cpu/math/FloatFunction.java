package org.ranvier.cpu.math;

/** A function on F32. */
@FunctionalInterface
interface FloatFunction {
    float apply(float x);
}
