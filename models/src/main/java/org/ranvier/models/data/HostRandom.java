package org.ranvier.models.data;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.ranvier.random.RandomStream;

/** Random decisions on the host. */
final class HostRandom {
    private HostRandom() {}

    /** 0 to n−1 in random order (Fisher and Yates). */
    static int[] permutation(int n, RandomStream random) {
        SplittableRandom numbers = new SplittableRandom(random.seed() + random.position());
        random.position(random.position() + 4);
        int[] order = IntStream.range(0, n).toArray();
        for (int i = n - 1; i > 0; i--) {
            int j = numbers.nextInt(i + 1);
            int moved = order[i];
            order[i] = order[j];
            order[j] = moved;
        }
        return order;
    }
}
