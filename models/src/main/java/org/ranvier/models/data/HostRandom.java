package org.ranvier.models.data;

import java.util.stream.IntStream;
import org.ranvier.random.Philox;
import org.ranvier.random.RandomStream;

/** Numbers of a stream drawn one at a time on the host, for decisions rather than for tensors. */
final class HostRandom {
    private HostRandom() {}

    /** Uniform on [0, 1). */
    static double uniform(RandomStream random) {
        return Philox.uniformDouble(random.seed(), advance(random));
    }

    /** Normal with mean 0 and deviation 1. */
    static double normal(RandomStream random) {
        return Philox.normalDouble(random.seed(), advance(random));
    }

    /** Every draw takes a block of its own, since positions are multiples of 4. */
    private static long advance(RandomStream random) {
        long position = random.position();
        random.position(position + 4);
        return position;
    }

    /** 0 to n−1 in random order (Fisher and Yates). */
    static int[] permutation(int n, RandomStream random) {
        int[] order = IntStream.range(0, n).toArray();
        for (int i = n - 1; i > 0; i--) {
            int j = (int) (uniform(random) * (i + 1));
            int moved = order[i];
            order[i] = order[j];
            order[j] = moved;
        }
        return order;
    }
}
