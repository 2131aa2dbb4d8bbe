package org.ranvier.random;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class PhiloxTest {
    private static void knownAnswer(int[] counter, int[] key, int[] expected) {
        int[] words = counter.clone();
        Philox.rounds(key[0], key[1], words);
        assertArrayEquals(expected, words);
    }

    /** The vectors that Random123 publishes for philox4x32-10. */
    @Test
    void givesTheAuthorsNumbers() {
        knownAnswer(
                new int[] {0, 0, 0, 0},
                new int[] {0, 0},
                new int[] {0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8});
        knownAnswer(
                new int[] {-1, -1, -1, -1},
                new int[] {-1, -1},
                new int[] {0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd});
        knownAnswer(
                new int[] {0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344},
                new int[] {0xa4093822, 0x299f31d0},
                new int[] {0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1});
    }

    @Test
    void wordsAreTheBlocksOneBehindTheOther() {
        long seed = 0x123456789ABCDEF0L;
        int[] block = new int[4];
        for (long counter : new long[] {0, 1, 77, 1L << 40, (1L << 61) - 1}) {
            Philox.block(seed, counter, block);
            for (int i = 0; i < 4; i++) {
                assertEquals(block[i], Philox.word(seed, 4 * counter + i));
            }
        }
    }

    @Test
    void everyPartOfSeedAndCounterMatters() {
        int[] seen = new int[4];
        int[] base = new int[4];
        Philox.block(5, 9, base);
        for (int bit = 0; bit < 64; bit++) {
            Philox.block(5 ^ 1L << bit, 9, seen);
            assertNotEquals(base[0], seen[0], "seed bit " + bit);
            Philox.block(5, 9 ^ 1L << bit, seen);
            assertNotEquals(base[0], seen[0], "counter bit " + bit);
        }
    }

    @Test
    void uniformNumbersFillTheirInterval() {
        assertEquals(0f, Philox.uniform(0));
        assertEquals(1 - 0x1p-24f, Philox.uniform(-1));
        assertEquals(0.5f, Philox.uniform(0x80000000));
        assertEquals(0.0, Philox.uniform(0, 0));
        assertEquals(1 - 0x1p-53, Philox.uniform(-1, -1));
        assertEquals(0.5, Philox.uniform(0x80000000, 0));
    }

    private static double[] sample(int count, java.util.function.LongToDoubleFunction at) {
        double[] values = new double[count];
        for (int i = 0; i < count; i++) {
            values[i] = at.applyAsDouble(i);
        }
        return values;
    }

    private static void checkMoments(double[] x, double mean, double variance, double kurtosis) {
        double n = x.length;
        double m1 = 0;
        for (double v : x) {
            m1 += v / n;
        }
        double m2 = 0;
        double m3 = 0;
        double m4 = 0;
        for (double v : x) {
            double d = v - m1;
            m2 += d * d / n;
            m3 += d * d * d / n;
            m4 += d * d * d * d / n;
        }
        double sigmas = 4 / Math.sqrt(n);
        assertEquals(mean, m1, sigmas * Math.sqrt(variance));
        assertEquals(variance, m2, sigmas * variance * Math.sqrt(kurtosis - 1));
        assertEquals(0, m3 / Math.pow(m2, 1.5), sigmas * Math.sqrt(6));
        assertEquals(kurtosis, m4 / (m2 * m2), sigmas * Math.sqrt(24));
    }

    @Test
    void momentsAreThoseOfTheDistributions() {
        int n = 1 << 18;
        checkMoments(sample(n, i -> Philox.uniformFloat(1, i)), 0.5, 1 / 12.0, 1.8);
        checkMoments(sample(n, i -> Philox.uniformDouble(2, 2 * i)), 0.5, 1 / 12.0, 1.8);
        checkMoments(sample(n, i -> Philox.normalFloat(3, i)), 0, 1, 3);
        checkMoments(sample(n, i -> Philox.normalDouble(4, 2 * i)), 0, 1, 3);
    }

    /** Kolmogorov and Smirnov: {@code √n·D} exceeds 1.95 with probability 0.001. */
    private static void checkDistribution(
            double[] x, java.util.function.DoubleUnaryOperator distribution) {
        java.util.Arrays.sort(x);
        double distance = 0;
        for (int i = 0; i < x.length; i++) {
            double p = distribution.applyAsDouble(x[i]);
            distance = Math.max(distance, p - (double) i / x.length);
            distance = Math.max(distance, (i + 1.0) / x.length - p);
        }
        double d = Math.sqrt(x.length) * distance;
        assertTrue(d < 1.95, "√n·D = " + d);
    }

    /** Φ by its Taylor series around 0: {@code ½ + φ(x)·Σ x^{2k+1}/(2k+1)!!}. */
    private static double normalDistribution(double x) {
        double term = x;
        double sum = x;
        for (int k = 1; Math.abs(term) > 1e-17 && k < 300; k++) {
            term *= x * x / (2 * k + 1);
            sum += term;
        }
        return 0.5 + sum * Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
    }

    @Test
    void distributionsPassKolmogorovSmirnov() {
        int n = 100_000;
        checkDistribution(sample(n, i -> Philox.uniformFloat(11, i)), u -> u);
        checkDistribution(sample(n, i -> Philox.uniformDouble(12, 2 * i)), u -> u);
        checkDistribution(
                sample(n, i -> Philox.normalFloat(13, i)), PhiloxTest::normalDistribution);
        checkDistribution(
                sample(n, i -> Philox.normalDouble(14, 2 * i)), PhiloxTest::normalDistribution);
    }

    private static double correlation(double[] a, double[] b) {
        double ab = 0;
        double aa = 0;
        double bb = 0;
        for (int i = 0; i < a.length; i++) {
            ab += a[i] * b[i];
            aa += a[i] * a[i];
            bb += b[i] * b[i];
        }
        return ab / Math.sqrt(aa * bb);
    }

    @Test
    void neighbouringSeedsAndPositionsAreUncorrelated() {
        int n = 100_000;
        double bound = 4 / Math.sqrt(n);
        double[] base = sample(n, i -> Philox.normalFloat(21, i));
        for (long seed : new long[] {20, 22, 21 + (1L << 32), -21}) {
            double[] other = sample(n, i -> Philox.normalFloat(seed, i));
            assertEquals(0, correlation(base, other), bound, "seed " + seed);
        }
        for (int lag : new int[] {1, 2, 3, 4, 1024}) {
            double[] later = sample(n, i -> Philox.normalFloat(21, i + lag));
            assertEquals(0, correlation(base, later), bound, "lag " + lag);
        }
    }

    @Test
    void tailsHaveTheirShare() {
        int n = 1 << 20;
        int beyond = 0;
        for (int i = 0; i < n; i++) {
            beyond += Math.abs(Philox.normalFloat(31, i)) > 4 ? 1 : 0;
        }
        double expected = n * 6.334e-5;
        assertEquals(expected, beyond, 4 * Math.sqrt(expected));
    }
}
