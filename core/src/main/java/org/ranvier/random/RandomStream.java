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
        Op op = new Op.Random(distribution, new TensorSpec(type, shape), seed, position);
        long words = shape.elements() * (type == DType.F64 ? 2 : 1);
        position += (words + 3) & ~3L;
        return session.apply(op, List.of()).get(0);
    }
}
