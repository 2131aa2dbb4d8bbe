package org.ranvier.random;

/** Philox-4x32-10. */
public final class Philox {
    private Philox() {}

    static long mix(long z) {
        z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return z ^ z >>> 31;
    }
}
