package org.ranvier.random;

import java.util.List;
import org.ranvier.DType;
import org.ranvier.Session;
import org.ranvier.Shape;
import org.ranvier.Tensor;
import org.ranvier.TensorSpec;
import org.ranvier.op.Distribution;
import org.ranvier.op.Op;

/**
 * A position in the stream of random numbers of a seed. The numbers do not depend on the device;
 * equal seed and position give equal numbers.
 */
public final class RandomStream {
    private final long seed;
    private long position;

    /**
     * The beginning of a stream.
     *
     * @param seed its key
     */
    public RandomStream(long seed) {
        this(seed, 0);
    }

    /**
     * A place in a stream.
     *
     * @param seed its key
     * @param position where to go on, as {@link #position} gave it
     */
    public RandomStream(long seed, long position) {
        this.seed = seed;
        this.position = position;
    }

    /**
     * The key.
     *
     * @return the seed
     */
    public long seed() {
        return seed;
    }

    /**
     * Where the next numbers come from.
     *
     * @return the position, in 32-bit words
     */
    public long position() {
        return position;
    }

    /**
     * Goes on elsewhere in the stream.
     *
     * @param words a position that {@link #position} gave
     */
    public void position(long words) {
        position = words;
    }

    /**
     * A stream of its own, for something with a name: independent of this one's position.
     *
     * @param name any text
     * @return the beginning of another stream
     */
    public RandomStream named(String name) {
        long key = seed;
        for (int i = 0; i < name.length(); i++) {
            key = Philox.mix(key ^ name.charAt(i) + 0x9E3779B97F4A7C15L * (i + 1));
        }
        return new RandomStream(Philox.mix(key + name.length()));
    }

    /**
     * Draws numbers and goes on behind them.
     *
     * @param session where the tensor lives
     * @param distribution what they are drawn from
     * @param type F32 or F64, for {@link Distribution#BITS} I32
     * @param shape the shape
     * @return the numbers
     */
    public Tensor draw(Session session, Distribution distribution, DType type, Shape shape) {
        long start = advance(shape.elements() * (type == DType.F64 ? 2 : 1));
        Op op = new Op.Random(distribution, new TensorSpec(type, shape), seed, start);
        return session.apply(op, List.of()).get(0);
    }

    /**
     * Draws uniform numbers on [0, 1) to the host, the same that {@link #draw} gives, and goes on
     * behind them.
     *
     * @param out where they go
     */
    public void fillUniform(float[] out) {
        long start = advance(out.length);
        int[] words = new int[4];
        for (int i = 0; i < out.length; i++) {
            if ((i & 3) == 0) {
                Philox.block(seed, (start + i) >>> 2, words);
            }
            out[i] = Philox.uniform(words[i & 3]);
        }
    }

    /**
     * Draws normal numbers to the host, the same that {@link #draw} gives, and goes on behind them.
     *
     * @param out where they go
     */
    public void fillNormal(float[] out) {
        long start = advance(out.length);
        for (int i = 0; i < out.length; i++) {
            out[i] = Philox.normalFloat(seed, start + i);
        }
    }

    /**
     * Draws a random order (Fisher and Yates) on the host and goes on behind it.
     *
     * @param count how many things are put in order, 0 or above
     * @return the numbers 0 to {@code count − 1}, each once
     */
    public int[] permutation(int count) {
        long start = advance(2L * count);
        int[] order = new int[count];
        for (int i = 0; i < count; i++) {
            int j = (int) Math.unsignedMultiplyHigh(bits(start + 2L * i), i + 1L);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }

    private long bits(long at) {
        return BoxMuller.join(Philox.word(seed, at), Philox.word(seed, at + 1));
    }

    /** Goes on behind words, to the next whole block, which is where a draw must begin. */
    private long advance(long words) {
        long start = (position + 3) & ~3L;
        position = start + (words + 3 & ~3L);
        return start;
    }
}
