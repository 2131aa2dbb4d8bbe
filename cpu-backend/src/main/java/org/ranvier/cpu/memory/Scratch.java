package org.ranvier.cpu.memory;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** Memory of each thread that holds a block of every operand and stays in its first-level cache. */
public final class Scratch {
    /** The most elements of a block, of any type. */
    public static final int ELEMENTS = 2048;

    /** The most operands of an operation. */
    public static final int SLOTS = 12;

    private static final ThreadLocal<Scratch> LOCAL = ThreadLocal.withInitial(Scratch::new);

    private final MemorySegment[] slots = new MemorySegment[SLOTS];
    private final MemorySegment tails =
            Arena.ofAuto().allocate(SLOTS * HostBuffer.ALIGNMENT, HostBuffer.ALIGNMENT);
    private final float[][] floats = new float[SLOTS][];
    private final double[][] doubles = new double[SLOTS][];

    private final int[][] ints = new int[SLOTS][];
    private final byte[][] bytes = new byte[SLOTS][];

    private Scratch() {}

    /**
     * The calling thread's own.
     *
     * @return its scratch memory
     */
    public static Scratch local() {
        return LOCAL.get();
    }

    /**
     * Native memory for a block.
     *
     * @param slot which, 0 to {@link #SLOTS} − 1
     * @return memory for {@link #ELEMENTS} elements of any type
     */
    public MemorySegment memory(int slot) {
        if (slots[slot] == null) {
            slots[slot] = Arena.ofAuto().allocate(ELEMENTS * 8L, HostBuffer.ALIGNMENT);
        }
        return slots[slot];
    }

    /**
     * Native memory for one vector of each operand: for the elements that do not fill a vector.
     *
     * @return {@link #SLOTS} times {@link HostBuffer#ALIGNMENT} bytes
     */
    public MemorySegment tails() {
        return tails;
    }

    /**
     * An array for a block.
     *
     * @param slot which, 0 to {@link #SLOTS} − 1
     * @return an array of {@link #ELEMENTS} elements
     */
    public float[] floats(int slot) {
        if (floats[slot] == null) {
            floats[slot] = new float[ELEMENTS];
        }
        return floats[slot];
    }

    /**
     * An array for a block.
     *
     * @param slot which, 0 to {@link #SLOTS} − 1
     * @return an array of {@link #ELEMENTS} elements
     */
    public double[] doubles(int slot) {
        if (doubles[slot] == null) {
            doubles[slot] = new double[ELEMENTS];
        }
        return doubles[slot];
    }

    /**
     * An array for a block.
     *
     * @param slot which, 0 to {@link #SLOTS} − 1
     * @return an array of {@link #ELEMENTS} elements
     */
    public int[] ints(int slot) {
        if (ints[slot] == null) {
            ints[slot] = new int[ELEMENTS];
        }
        return ints[slot];
    }

    /**
     * An array for a block.
     *
     * @param slot which, 0 to {@link #SLOTS} − 1
     * @return an array of {@link #ELEMENTS} elements
     */
    public byte[] bytes(int slot) {
        if (bytes[slot] == null) {
            bytes[slot] = new byte[ELEMENTS];
        }
        return bytes[slot];
    }
}
