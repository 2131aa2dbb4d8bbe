package org.ranvier.random;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class BoxMullerTest {
    private static final int[] EDGES = {
        0,
        1,
        2,
        127,
        128,
        255,
        256,
        0x7FFFFFFF,
        0x80000000,
        0xFFFFFF00,
        0xFFFFFF7F,
        -128,
        -2,
        -1,
        0x1FFFFFFF,
        0x20000000,
        0x20000001,
        0x3FFFFFFF,
        0x40000000,
        0x5FFFFFFF,
        0x60000000,
        0xA0000000,
        0xC0000000,
        0xDFFFFFFF,
        0xE0000000
    };

    private static double ulps(float value, double exact) {
        return Math.abs(value - exact) / Math.ulp((float) exact);
    }

    private static void checkFloat(int bits) {
        double u = (float) ((bits & 0xFFFFFFFFL) + 1) * 0x1p-32;
        double radius = Math.sqrt(-2 * StrictMath.log(u));
        assertTrue(ulps(BoxMuller.radius(bits), radius) < 1.5, "radius of " + bits);
        double angle = 2 * Math.PI * ((bits & 0xFFFFFFE0L) * 0x1p-32);
        double error = Math.abs(BoxMuller.sine(bits) - StrictMath.sin(angle));
        assertTrue(error < 1.2e-7, "sine of " + bits);
        double cosError = Math.abs(BoxMuller.cosine(bits) - StrictMath.cos(angle));
        assertTrue(cosError < 1.2e-7, "cosine of " + bits);
    }

    private static void checkSmallSine(int turn) {
        double exact = StrictMath.sin(2 * Math.PI * 0x1p-32 * (turn & ~31));
        assertTrue(ulps(BoxMuller.sine(turn), exact) < 2, "sine of " + turn);
    }

    @Test
    void floatsAreAccurate() {
        for (int bits : EDGES) {
            checkFloat(bits);
        }
        for (long i = 0; i < 400_000; i++) {
            int bits = Philox.word(99, i);
            checkFloat(bits);
            checkFloat(bits >>> (i & 31));
            checkFloat(~(bits >>> (i & 31)));
            checkSmallSine((bits >> 3) >> (i % 20) | 32);
        }
    }

    private static void checkDouble(long bits) {
        double u = bits == -1 ? 1 : unsigned(bits + 1) * 0x1p-64;
        double radius = u == 1 ? 0 : Math.sqrt(-2 * logarithm(u));
        assertEquals(radius, BoxMuller.radius(bits), 1e-15 * radius, "radius of " + bits);
        double angle = Math.PI * 0x1p-63 * bits;
        assertEquals(StrictMath.sin(angle), BoxMuller.sine(bits), 1e-15);
        assertEquals(StrictMath.cos(angle), BoxMuller.cosine(bits), 1e-15);
    }

    private static double logarithm(double u) {
        return u > 0.5 ? StrictMath.log1p(u - 1) : StrictMath.log(u);
    }

    private static double unsigned(long bits) {
        return new java.math.BigInteger(Long.toUnsignedString(bits)).doubleValue();
    }

    @Test
    void doublesAreAccurate() {
        for (int high : EDGES) {
            for (int low : EDGES) {
                checkDouble(BoxMuller.join(high, low));
            }
        }
        for (long i = 0; i < 100_000; i++) {
            long bits = BoxMuller.join(Philox.word(98, 2 * i), Philox.word(98, 2 * i + 1));
            checkDouble(bits);
            checkDouble(bits >>> (i & 63));
            checkDouble(~(bits >>> (i & 63)));
        }
    }

    @Test
    void nothingIsInfinite() {
        assertTrue(BoxMuller.radius(-1) == 0);
        assertEquals(6.66f, BoxMuller.radius(0), 0.01);
        assertTrue(BoxMuller.radius(-1L) == 0);
        assertEquals(9.42, BoxMuller.radius(0L), 0.01);
    }

    @Test
    void quartersAreExact() {
        assertTrue(BoxMuller.sine(0) == 0);
        assertEquals(1f, BoxMuller.sine(0x40000000));
        assertTrue(BoxMuller.sine(0x80000000) == 0);
        assertEquals(-1f, BoxMuller.sine(0xC0000000));
        assertEquals(1f, BoxMuller.cosine(0));
        assertEquals(1.0, BoxMuller.cosine(0L));
        assertEquals(-1.0, BoxMuller.sine(0xC000000000000000L));
    }

    /** The bits that every backend must give, so that a change here is noticed. */
    @Test
    void bitsStayWhatTheyAre() {
        long floats = 0;
        long doubles = 0;
        for (int i = 0; i < 10_000; i++) {
            floats = 31 * floats + Float.floatToRawIntBits(Philox.normalFloat(7, i));
            doubles = 31 * doubles + Double.doubleToRawLongBits(Philox.normalDouble(7, 2 * i));
        }
        assertEquals(-148430653940426821L, floats);
        assertEquals(7612554659397378751L, doubles);
    }
}
