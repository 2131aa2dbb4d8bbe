package org.ranvier.cpu.math;

import static org.ranvier.cpu.math.Lanes.BYTES;
import static org.ranvier.cpu.math.Lanes.bytes;
import static org.ranvier.cpu.math.Lanes.put;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.VectorOperators;

/**
 * A loop for each function of two truth values, over whole vectors: n is a multiple of {@link
 * Lanes#BYTES}.
 */
final class ByteBinaryLoops {
    private ByteBinaryLoops() {}

    static void and(long a, long b, long y, int n) {
        for (int i = 0; i < n; i += BYTES) {
            ByteVector v = bytes(a + i);
            ByteVector w = bytes(b + i);
            put(v.and(w), y + i);
        }
    }

    static void or(long a, long b, long y, int n) {
        for (int i = 0; i < n; i += BYTES) {
            ByteVector v = bytes(a + i);
            ByteVector w = bytes(b + i);
            put(v.or(w), y + i);
        }
    }

    static void xor(long a, long b, long y, int n) {
        for (int i = 0; i < n; i += BYTES) {
            ByteVector v = bytes(a + i);
            ByteVector w = bytes(b + i);
            put(v.lanewise(VectorOperators.XOR, w), y + i);
        }
    }

    static void eq(long a, long b, long y, int n) {
        for (int i = 0; i < n; i += BYTES) {
            ByteVector v = bytes(a + i);
            ByteVector w = bytes(b + i);
            put(v.lanewise(VectorOperators.XOR, w).lanewise(VectorOperators.XOR, 1), y + i);
        }
    }
}
