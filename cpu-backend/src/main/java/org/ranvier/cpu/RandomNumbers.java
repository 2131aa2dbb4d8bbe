package org.ranvier.cpu;

import java.lang.foreign.MemorySegment;
import org.ranvier.DType;
import org.ranvier.cpu.memory.Raw;
import org.ranvier.cpu.memory.Scratch;
import org.ranvier.cpu.parallel.Workers;
import org.ranvier.op.Op;
import org.ranvier.random.BoxMuller;
import org.ranvier.random.Philox;
import org.ranvier.spi.Operand;

/** Numbers of the stream, each from its own position; the words are made block by block. */
final class RandomNumbers {
    /** Words of a piece of work, a multiple of the four of a block. */
    private static final int WORDS = Scratch.ELEMENTS;

    private RandomNumbers() {}

    static void draw(Workers workers, Op.Random op, Operand out) {
        int elements = out.dtype() == DType.F64 ? WORDS / 2 : WORDS;
        long address = Raw.address(out);
        long count = out.shape().elements();
        workers.parallel(
                Math.ceilDiv(count, elements),
                1,
                (start, end) -> {
                    for (long piece = start; piece < end; piece++) {
                        long first = piece * elements;
                        int n = (int) Math.min(elements, count - first);
                        int[] words = words(op.seed(), op.offset() + piece * WORDS);
                        write(op, words, n, address + first * out.dtype().byteSize());
                    }
                });
    }

    private static int[] words(long seed, long offset) {
        int[] words = Scratch.local().ints(0);
        int[] block = new int[4];
        for (int i = 0; i < WORDS; i += 4) {
            Philox.block(seed, (offset + i) / 4, block);
            System.arraycopy(block, 0, words, i, 4);
        }
        return words;
    }

    private static void write(Op.Random op, int[] words, int n, long address) {
        switch (op.spec().dtype()) {
            case F32 -> {
                float[] v = Scratch.local().floats(0);
                switch (op.distribution()) {
                    case NORMAL -> normals(words, v);
                    default -> uniforms(words, v);
                }
                MemorySegment.copy(v, 0, Raw.ALL, Raw.FLOAT, address, n);
            }
            case F64 -> {
                double[] v = Scratch.local().doubles(0);
                switch (op.distribution()) {
                    case NORMAL -> normals(words, v);
                    default -> uniforms(words, v);
                }
                MemorySegment.copy(v, 0, Raw.ALL, Raw.DOUBLE, address, n);
            }
            default -> MemorySegment.copy(words, 0, Raw.ALL, Raw.INT, address, n);
        }
    }

    private static void uniforms(int[] words, float[] v) {
        for (int i = 0; i < WORDS; i++) {
            v[i] = Philox.uniform(words[i]);
        }
    }

    private static void uniforms(int[] words, double[] v) {
        for (int i = 0; i < WORDS / 2; i++) {
            v[i] = Philox.uniform(words[2 * i], words[2 * i + 1]);
        }
    }

    private static void normals(int[] words, float[] v) {
        for (int i = 0; i < WORDS; i += 2) {
            float radius = BoxMuller.radius(words[i]);
            v[i] = radius * BoxMuller.cosine(words[i + 1]);
            v[i + 1] = radius * BoxMuller.sine(words[i + 1]);
        }
    }

    private static void normals(int[] words, double[] v) {
        for (int i = 0; i < WORDS / 2; i += 2) {
            double radius = BoxMuller.radius(BoxMuller.join(words[2 * i], words[2 * i + 1]));
            long turn = BoxMuller.join(words[2 * i + 2], words[2 * i + 3]);
            v[i] = radius * BoxMuller.cosine(turn);
            v[i + 1] = radius * BoxMuller.sine(turn);
        }
    }
}
