package org.ranvier.cpu;

import java.lang.foreign.MemorySegment;
import org.ranvier.DType;
import org.ranvier.cpu.memory.Raw;
import org.ranvier.cpu.memory.Scratch;
import org.ranvier.op.Distribution;
import org.ranvier.random.BoxMuller;
import org.ranvier.random.Philox;

/** Random numbers one by one; the words are made block by block. */
final class ScalarDraws {
    private ScalarDraws() {}

    static DrawKernel of(Distribution distribution, DType type) {
        boolean normal = distribution == Distribution.NORMAL;
        return switch (type) {
            case F32 ->
                    (seed, position, to, n) -> {
                        int[] words = words(seed, position, n);
                        float[] v = Scratch.local().floats(0);
                        if (normal) {
                            normals(words, v, n);
                        } else {
                            uniforms(words, v, n);
                        }
                        MemorySegment.copy(v, 0, Raw.ALL, Raw.FLOAT, to, n);
                    };
            case F64 ->
                    (seed, position, to, n) -> {
                        int[] words = words(seed, position, 2 * n);
                        double[] v = Scratch.local().doubles(0);
                        if (normal) {
                            normals(words, v, n);
                        } else {
                            uniforms(words, v, n);
                        }
                        MemorySegment.copy(v, 0, Raw.ALL, Raw.DOUBLE, to, n);
                    };
            default ->
                    (seed, position, to, n) ->
                            MemorySegment.copy(
                                    words(seed, position, n), 0, Raw.ALL, Raw.INT, to, n);
        };
    }

    private static int[] words(long seed, long position, int n) {
        int[] words = Scratch.local().ints(0);
        int[] block = new int[4];
        for (int i = 0; i < n; i += 4) {
            Philox.block(seed, (position + i) / 4, block);
            System.arraycopy(block, 0, words, i, 4);
        }
        return words;
    }

    private static void uniforms(int[] words, float[] v, int n) {
        for (int i = 0; i < n; i++) {
            v[i] = Philox.uniform(words[i]);
        }
    }

    private static void uniforms(int[] words, double[] v, int n) {
        for (int i = 0; i < n; i++) {
            v[i] = Philox.uniform(words[2 * i], words[2 * i + 1]);
        }
    }

    private static void normals(int[] words, float[] v, int n) {
        for (int i = 0; i < n; i += 2) {
            float radius = BoxMuller.radius(words[i]);
            v[i] = radius * BoxMuller.cosine(words[i + 1]);
            v[i + 1] = radius * BoxMuller.sine(words[i + 1]);
        }
    }

    private static void normals(int[] words, double[] v, int n) {
        for (int i = 0; i < n; i += 2) {
            double radius = BoxMuller.radius(BoxMuller.join(words[2 * i], words[2 * i + 1]));
            long turn = BoxMuller.join(words[2 * i + 2], words[2 * i + 3]);
            v[i] = radius * BoxMuller.cosine(turn);
            v[i + 1] = radius * BoxMuller.sine(turn);
        }
    }
}
