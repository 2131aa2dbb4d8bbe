package org.ranvier.random;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RandomStreamTest {
    @Test
    void hostNumbersAreThoseOfTheStream() {
        RandomStream stream = new RandomStream(5, 8);
        float[] uniform = new float[7];
        stream.fillUniform(uniform);
        float[] normal = new float[6];
        stream.fillNormal(normal);
        for (int i = 0; i < uniform.length; i++) {
            assertEquals(Philox.uniformFloat(5, 8 + i), uniform[i]);
        }
        for (int i = 0; i < normal.length; i++) {
            assertEquals(Philox.normalFloat(5, 16 + i), normal[i]);
        }
        assertEquals(24, stream.position());
    }

    @Test
    void aPermutationHoldsEachNumberOnce() {
        RandomStream stream = new RandomStream(1);
        for (int n : new int[] {0, 1, 2, 3, 10, 1000}) {
            int[] order = stream.permutation(n);
            int[] sorted = order.clone();
            Arrays.sort(sorted);
            assertArrayEquals(IntStream.range(0, n).toArray(), sorted);
        }
    }

    @Test
    void permutationsAreEquallyLikely() {
        int draws = 60_000;
        int[] counts = new int[6];
        RandomStream stream = new RandomStream(2);
        for (int i = 0; i < draws; i++) {
            int[] p = stream.permutation(3);
            counts[2 * p[0] + (p[1] > p[2] ? 1 : 0)]++;
        }
        double chiSquare = 0;
        for (int count : counts) {
            chiSquare += Math.pow(count - draws / 6.0, 2) / (draws / 6.0);
        }
        assertEquals(0, chiSquare, 20.5, "χ² of 5 degrees of freedom");
    }

    @Test
    void namesGiveStreamsOfTheirOwn() {
        RandomStream stream = new RandomStream(3);
        long seed = stream.named("weights").seed();
        assertEquals(seed, stream.named("weights").seed());
        assertNotEquals(seed, stream.named("weight").seed());
        assertNotEquals(seed, stream.named("bias").seed());
        assertNotEquals(seed, new RandomStream(4).named("weights").seed());
        stream.permutation(10);
        assertEquals(seed, stream.named("weights").seed());
    }
}
