package org.ranvier.cpu.math;

import static org.ranvier.cpu.math.Lanes.BYTES;
import static org.ranvier.cpu.math.Lanes.bytes;
import static org.ranvier.cpu.math.Lanes.put;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.VectorOperators;

/**
 * A loop for each function of two truth values, over whole vectors: n is a multiple of {@link
 * Lanes#BYTES}.
 */
final class ByteBinaryLoops {
    private ByteBinaryLoops() {}

    static void and(
            MemorySegment a,
            long fromA,
            MemorySegment b,
            long fromB,
            MemorySegment y,
            long to,
            int n) {
        for (int i = 0; i < n; i += BYTES) {
            ByteVector v = bytes(a, fromA + i);
            ByteVector w = bytes(b, fromB + i);
            put(v.and(w), y, to + i);
        }
    }

    static void or(
            MemorySegment a,
            long fromA,
            MemorySegment b,
            long fromB,
            MemorySegment y,
            long to,
            int n) {
        for (int i = 0; i < n; i += BYTES) {
            ByteVector v = bytes(a, fromA + i);
            ByteVector w = bytes(b, fromB + i);
            put(v.or(w), y, to + i);
        }
    }

    static void xor(
            MemorySegment a,
            long fromA,
            MemorySegment b,
            long fromB,
            MemorySegment y,
            long to,
            int n) {
        for (int i = 0; i < n; i += BYTES) {
            ByteVector v = bytes(a, fromA + i);
            ByteVector w = bytes(b, fromB + i);
            put(v.lanewise(VectorOperators.XOR, w), y, to + i);
        }
    }

    static void eq(
            MemorySegment a,
            long fromA,
            MemorySegment b,
            long fromB,
            MemorySegment y,
            long to,
            int n) {
        for (int i = 0; i < n; i += BYTES) {
            ByteVector v = bytes(a, fromA + i);
            ByteVector w = bytes(b, fromB + i);
            put(v.lanewise(VectorOperators.XOR, w).lanewise(VectorOperators.XOR, 1), y, to + i);
        }
    }
}
