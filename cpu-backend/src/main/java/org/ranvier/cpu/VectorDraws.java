package org.ranvier.cpu;

import static org.ranvier.cpu.math.Lanes.DOUBLES;
import static org.ranvier.cpu.math.Lanes.F32;
import static org.ranvier.cpu.math.Lanes.FLOATS;
import static org.ranvier.cpu.math.Lanes.I64;
import static org.ranvier.cpu.math.Lanes.floats;
import static org.ranvier.cpu.math.Lanes.ints;
import static org.ranvier.cpu.math.Lanes.put;

import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import org.jspecify.annotations.Nullable;
import org.ranvier.DType;
import org.ranvier.cpu.memory.Raw;
import org.ranvier.cpu.memory.Scratch;
import org.ranvier.op.Distribution;
import org.ranvier.random.BoxMuller;
import org.ranvier.random.Philox;

/**
 * {@link ScalarDraws} on vectors, to the same bits. A lane is a block of the stream. The words lie
 * in two rows of scratch memory, the first and third of each block in one and the second and fourth
 * in the other, are made into numbers there, and are brought into order last.
 */
final class VectorDraws {
    private static final long LOW = 0xFFFFFFFFL;
    private static final int BLOCKS = DrawKernel.WORDS / 4;

    private static final float[] LOG = BoxMuller.logF32();
    private static final float L0 = LOG[0];
    private static final float L1 = LOG[1];
    private static final float L2 = LOG[2];
    private static final float L3 = LOG[3];
    private static final float L4 = LOG[4];
    private static final float L5 = LOG[5];
    private static final float L6 = LOG[6];
    private static final float L7 = LOG[7];

    private static final float[] SINE = BoxMuller.sineF32();
    private static final float S0 = SINE[0];
    private static final float S1 = SINE[1];
    private static final float S2 = SINE[2];
    private static final float S3 = SINE[3];

    private static final float[] COSINE = BoxMuller.cosineF32();
    private static final float C0 = COSINE[0];
    private static final float C1 = COSINE[1];
    private static final float C2 = COSINE[2];
    private static final float C3 = COSINE[3];
    private static final float C4 = COSINE[4];

    private VectorDraws() {}

    static @Nullable DrawKernel of(Distribution distribution, DType type) {
        if (type == DType.F64) {
            return null;
        }
        return (seed, position, to, n) -> {
            long even = Scratch.local().memory(0).address();
            long odd = Scratch.local().memory(1).address();
            words(seed, position / 4, even, odd);
            switch (distribution) {
                case UNIFORM -> {
                    uniforms(even);
                    uniforms(odd);
                }
                case NORMAL -> {
                    radii(even);
                    turn(even, odd);
                }
                case BITS -> {}
            }
            if (n == DrawKernel.WORDS) {
                join(even, odd, to);
            } else {
                long all = Scratch.local().memory(2).address();
                join(even, odd, all);
                Raw.copy(all, to, 4L * n);
            }
        };
    }

    /** See {@link Philox}; a word lies in the lower half of its lane. */
    private static void words(long seed, long block, long even, long odd) {
        LongVector multiplier0 = LongVector.broadcast(I64, Philox.MULTIPLIER_0 & LOW);
        LongVector multiplier1 = LongVector.broadcast(I64, Philox.MULTIPLIER_1 & LOW);
        LongVector first = LongVector.broadcast(I64, block).addIndex(1);
        for (int i = 0; i < BLOCKS; i += DOUBLES) {
            LongVector counter = first.add(i);
            LongVector c0 = counter.and(LOW);
            LongVector c1 = counter.lanewise(VectorOperators.LSHR, 32);
            LongVector c2 = LongVector.zero(I64);
            LongVector c3 = LongVector.zero(I64);
            int key0 = (int) seed;
            int key1 = (int) (seed >>> 32);
            for (int round = 0; round < Philox.ROUNDS; round++) {
                LongVector product0 = c0.mul(multiplier0);
                LongVector product1 = c2.mul(multiplier1);
                c0 = product1.lanewise(VectorOperators.LSHR, 32).lanewise(VectorOperators.XOR, c1);
                c0 = c0.lanewise(VectorOperators.XOR, key0 & LOW);
                c1 = product1.and(LOW);
                c2 = product0.lanewise(VectorOperators.LSHR, 32).lanewise(VectorOperators.XOR, c3);
                c2 = c2.lanewise(VectorOperators.XOR, key1 & LOW);
                c3 = product0.and(LOW);
                key0 += Philox.WEYL_0;
                key1 += Philox.WEYL_1;
            }
            write(c0.or(c2.lanewise(VectorOperators.LSHL, 32)), even + 8L * i);
            write(c1.or(c3.lanewise(VectorOperators.LSHL, 32)), odd + 8L * i);
        }
    }

    private static void write(LongVector x, long address) {
        x.intoMemorySegment(Raw.ALL, address, ByteOrder.nativeOrder());
    }

    private static FloatVector constant(float x) {
        return FloatVector.broadcast(F32, x);
    }

    private static FloatVector converted(IntVector x) {
        return (FloatVector) x.castShape(F32, 0);
    }

    private static void uniforms(long at) {
        for (int i = 0; i < 2 * BLOCKS; i += FLOATS) {
            IntVector words = ints(at + 4L * i);
            put(converted(words.lanewise(VectorOperators.LSHR, 8)).mul(0x1p-24f), at + 4L * i);
        }
    }

    /** {@link BoxMuller#radius(int)}. */
    private static void radii(long at) {
        for (int i = 0; i < 2 * BLOCKS; i += FLOATS) {
            IntVector bits = ints(at + 4L * i);
            FloatVector rest = converted(bits.and(255).add(1));
            FloatVector scaled =
                    rest.fma(constant(0x1p-8f), converted(bits.lanewise(VectorOperators.LSHR, 8)));
            IntVector above = scaled.reinterpretAsInts().sub(BoxMuller.ROOT_HALF_F32);
            IntVector exponent = above.lanewise(VectorOperators.ASHR, 23);
            FloatVector f =
                    above.sub(exponent.lanewise(VectorOperators.LSHL, 23))
                            .add(BoxMuller.ROOT_HALF_F32)
                            .reinterpretAsFloats()
                            .sub(1);
            FloatVector e = converted(exponent.sub(24));
            FloatVector square = f.mul(f);
            FloatVector p = constant(L7).fma(f, constant(L6));
            p = p.fma(f, constant(L5)).fma(f, constant(L4)).fma(f, constant(L3));
            p = p.fma(f, constant(L2)).fma(f, constant(L1)).fma(f, constant(L0));
            FloatVector tail = square.mul(f).fma(p, e.mul(BoxMuller.LN2_REST_F32));
            FloatVector mantissa = f.add(constant(-0.5f).fma(square, tail));
            put(e.fma(constant(BoxMuller.LN2_F32), mantissa).mul(-2).sqrt(), at + 4L * i);
        }
    }

    /** From radii and {@link BoxMuller#sine turns} to the numbers, in the place of both. */
    private static void turn(long radii, long turns) {
        for (int i = 0; i < 2 * BLOCKS; i += FLOATS) {
            IntVector turn = ints(turns + 4L * i);
            IntVector quarter = turn.add(0x20000000).lanewise(VectorOperators.LSHR, 30);
            IntVector rest = turn.sub(quarter.lanewise(VectorOperators.LSHL, 30));
            FloatVector y = converted(rest.lanewise(VectorOperators.ASHR, 5)).mul(0x1p-24f);
            FloatVector z = y.mul(y);
            FloatVector s = constant(S3).fma(z, constant(S2));
            s = y.mul(s.fma(z, constant(S1)).fma(z, constant(S0)));
            FloatVector c = constant(C4).fma(z, constant(C3));
            c = c.fma(z, constant(C2)).fma(z, constant(C1)).fma(z, constant(C0));
            VectorMask<Float> swapped = quarter.and(1).compare(VectorOperators.EQ, 1).cast(F32);
            FloatVector r = floats(radii + 4L * i);
            put(r.mul(signed(s.blend(c, swapped), quarter)), turns + 4L * i);
            put(r.mul(signed(c.blend(s, swapped), quarter.add(1))), radii + 4L * i);
        }
    }

    /** The negative in the third and fourth quarter. */
    private static FloatVector signed(FloatVector x, IntVector quarter) {
        IntVector sign = quarter.lanewise(VectorOperators.LSHL, 30).and(Integer.MIN_VALUE);
        return x.reinterpretAsInts().lanewise(VectorOperators.XOR, sign).reinterpretAsFloats();
    }

    /** Brings words of 32 bits into their order. */
    private static void join(long even, long odd, long to) {
        for (long i = 0; i < BLOCKS; i++) {
            long a = Raw.ALL.get(Raw.LONG, even + 8 * i);
            long b = Raw.ALL.get(Raw.LONG, odd + 8 * i);
            Raw.ALL.set(Raw.LONG, to + 16 * i, a & LOW | b << 32);
            Raw.ALL.set(Raw.LONG, to + 16 * i + 8, a >>> 32 | b & ~LOW);
        }
    }
}
