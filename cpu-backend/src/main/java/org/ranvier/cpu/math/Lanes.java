package org.ranvier.cpu.math;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;
import org.ranvier.DType;
import org.ranvier.cpu.memory.Raw;

/** The widest vectors of this processor, and how they go to and from memory. */
public final class Lanes {
    /** Vectors of F32. */
    public static final VectorSpecies<Float> F32 = FloatVector.SPECIES_PREFERRED;

    /** Vectors of I32, of as many lanes. */
    public static final VectorSpecies<Integer> I32 = IntVector.SPECIES_PREFERRED;

    /** Vectors of F64. */
    public static final VectorSpecies<Double> F64 = DoubleVector.SPECIES_PREFERRED;

    /** Vectors of 64-bit integers, of as many lanes. */
    public static final VectorSpecies<Long> I64 = LongVector.SPECIES_PREFERRED;

    /** Vectors of F32, of as many lanes as there are in {@link #F64}. */
    public static final VectorSpecies<Float> HALF_F32 =
            VectorSpecies.of(float.class, VectorShape.forBitSize(F64.length() * Float.SIZE));

    /** Vectors of bytes. */
    public static final VectorSpecies<Byte> I8 = ByteVector.SPECIES_PREFERRED;

    /** Vectors of bytes, of as many lanes as there are in {@link #F32}. */
    private static final VectorSpecies<Byte> I8_F32 = bytesFor(F32);

    /** Vectors of bytes, of as many lanes as there are in {@link #F64}. */
    private static final VectorSpecies<Byte> I8_F64 = bytesFor(F64);

    /** The lanes of {@link #F32}. */
    public static final int FLOATS = F32.length();

    /** The lanes of {@link #F64}. */
    public static final int DOUBLES = F64.length();

    /** The lanes of {@link #I8}. */
    public static final int BYTES = I8.length();

    private static final ByteOrder ORDER = ByteOrder.nativeOrder();

    private Lanes() {}

    /** There is no vector of less than 8 bytes: where lanes are fewer, see {@link #hasMasks}. */
    private static VectorSpecies<Byte> bytesFor(VectorSpecies<?> species) {
        return VectorSpecies.of(
                byte.class, VectorShape.forBitSize(Math.max(8, species.length()) * Byte.SIZE));
    }

    /**
     * Whether masks of a type can be made from truth values and written as such.
     *
     * @param type a type of elements
     * @return true if so
     */
    public static boolean hasMasks(DType type) {
        return (type == DType.F64 ? DOUBLES : FLOATS) >= 8;
    }

    private static VectorSpecies<Byte> bytesOf(VectorSpecies<?> species) {
        return species.length() == DOUBLES ? I8_F64 : I8_F32;
    }

    /**
     * Reads a vector.
     *
     * @param memory where
     * @param offset in bytes
     * @return {@link #FLOATS} neighbours
     */
    public static FloatVector floats(MemorySegment memory, long offset) {
        return FloatVector.fromMemorySegment(F32, memory, offset, ORDER);
    }

    /**
     * Reads a vector.
     *
     * @param memory where
     * @param offset in bytes
     * @return {@link #DOUBLES} neighbours
     */
    public static DoubleVector doubles(MemorySegment memory, long offset) {
        return DoubleVector.fromMemorySegment(F64, memory, offset, ORDER);
    }

    /**
     * Reads a vector.
     *
     * @param address where
     * @return {@link #FLOATS} neighbours
     */
    public static IntVector ints(long address) {
        return IntVector.fromMemorySegment(I32, Raw.ALL, address, ORDER);
    }

    /**
     * Reads F32 as F64.
     *
     * @param memory where
     * @param offset in bytes
     * @return {@link #DOUBLES} neighbours
     */
    public static DoubleVector widened(MemorySegment memory, long offset) {
        FloatVector x = FloatVector.fromMemorySegment(HALF_F32, memory, offset, ORDER);
        return (DoubleVector) x.castShape(F64, 0);
    }

    /**
     * Writes a vector.
     *
     * @param x the vector
     * @param memory where to
     * @param offset in bytes
     */
    public static void put(FloatVector x, MemorySegment memory, long offset) {
        x.intoMemorySegment(memory, offset, ORDER);
    }

    /**
     * Writes a vector.
     *
     * @param x the vector
     * @param memory where to
     * @param offset in bytes
     */
    public static void put(DoubleVector x, MemorySegment memory, long offset) {
        x.intoMemorySegment(memory, offset, ORDER);
    }

    /**
     * Writes a vector.
     *
     * @param x the vector
     * @param address where to
     */
    public static void put(IntVector x, long address) {
        x.intoMemorySegment(Raw.ALL, address, ORDER);
    }

    /**
     * Writes F64 as F32.
     *
     * @param x the vector
     * @param address where to
     */
    public static void narrow(DoubleVector x, long address) {
        ((FloatVector) x.castShape(HALF_F32, 0)).intoMemorySegment(Raw.ALL, address, ORDER);
    }

    /**
     * Reads a vector.
     *
     * @param address where
     * @return {@link #BYTES} neighbours
     */
    public static ByteVector bytes(long address) {
        return ByteVector.fromMemorySegment(I8, Raw.ALL, address, ORDER);
    }

    /**
     * Writes a vector.
     *
     * @param x the vector
     * @param address where to
     */
    public static void put(ByteVector x, long address) {
        x.intoMemorySegment(Raw.ALL, address, ORDER);
    }

    /**
     * Writes a mask as truth values.
     *
     * @param x the mask
     * @param address where to
     * @param <E> the type of the masked elements
     */
    public static <E> void putMask(VectorMask<E> x, long address) {
        VectorSpecies<Byte> species = bytesOf(x.vectorSpecies());
        ByteVector.zero(species)
                .blend((byte) 1, x.cast(species))
                .intoMemorySegment(Raw.ALL, address, ORDER);
    }

    /**
     * Reads truth values as a mask.
     *
     * @param species vectors of as many lanes
     * @param address where
     * @return set where the value is true
     * @param <E> the type of the masked elements
     */
    public static <E> VectorMask<E> mask(VectorSpecies<E> species, long address) {
        return ByteVector.fromMemorySegment(bytesOf(species), Raw.ALL, address, ORDER)
                .compare(VectorOperators.NE, (byte) 0)
                .cast(species);
    }

    /**
     * Reads a vector.
     *
     * @param address where
     * @return {@link #FLOATS} neighbours
     */
    public static FloatVector floats(long address) {
        return FloatVector.fromMemorySegment(F32, Raw.ALL, address, ORDER);
    }

    /**
     * Reads a part of a vector.
     *
     * @param address where
     * @param mask which lanes are read; the others are 0
     * @return {@link #FLOATS} lanes
     */
    public static FloatVector floats(long address, VectorMask<Float> mask) {
        return FloatVector.fromMemorySegment(F32, Raw.ALL, address, ORDER, mask);
    }

    /**
     * Reads a vector.
     *
     * @param address where
     * @return {@link #DOUBLES} neighbours
     */
    public static DoubleVector doubles(long address) {
        return DoubleVector.fromMemorySegment(F64, Raw.ALL, address, ORDER);
    }

    /**
     * Reads a part of a vector.
     *
     * @param address where
     * @param mask which lanes are read; the others are 0
     * @return {@link #DOUBLES} lanes
     */
    public static DoubleVector doubles(long address, VectorMask<Double> mask) {
        return DoubleVector.fromMemorySegment(F64, Raw.ALL, address, ORDER, mask);
    }

    /**
     * Reads F32 as F64.
     *
     * @param address where
     * @return {@link #DOUBLES} neighbours
     */
    public static DoubleVector widened(long address) {
        FloatVector x = FloatVector.fromMemorySegment(HALF_F32, Raw.ALL, address, ORDER);
        return (DoubleVector) x.castShape(F64, 0);
    }

    /**
     * Reads F32 as F64.
     *
     * @param address where
     * @param mask which lanes are read, of {@link #HALF_F32}; the others are 0
     * @return {@link #DOUBLES} lanes
     */
    public static DoubleVector widened(long address, VectorMask<Float> mask) {
        FloatVector x = FloatVector.fromMemorySegment(HALF_F32, Raw.ALL, address, ORDER, mask);
        return (DoubleVector) x.castShape(F64, 0);
    }

    /**
     * Writes a vector.
     *
     * @param x the vector
     * @param address where to
     */
    public static void put(DoubleVector x, long address) {
        x.intoMemorySegment(Raw.ALL, address, ORDER);
    }

    /**
     * Writes a vector.
     *
     * @param x the vector
     * @param address where to
     */
    public static void put(FloatVector x, long address) {
        x.intoMemorySegment(Raw.ALL, address, ORDER);
    }
}
