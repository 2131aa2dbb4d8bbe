package org.ranvier.cpu.neuron;

import java.util.List;
import org.ranvier.DType;
import org.ranvier.cpu.memory.Raw;
import org.ranvier.spi.Operand;

/**
 * Adds what spikes bring, source by source: the work follows the spikes, not the connections. Sums
 * of F32 are taken in F64 and rounded once.
 */
final class Delivery {
    /** Bytes without a spike that are passed over at once. */
    private static final int STRIDE = 64;

    private final DType type;
    private final long bytes;
    private final int sources;
    private final int width;
    private final long places;
    private final long weights;
    private final int[] spiking;

    /** Where what the spikes of a step bring goes, and how much that is. */
    private int[] hits = {};

    private double[] brought = {};

    /** Sums of F32, in as many places as there are. */
    private double[] sums = {};

    /**
     * Connections.
     *
     * @param table places, I32 {@code [S, K]}
     * @param weight of each
     */
    Delivery(Operand table, Operand weight) {
        type = weight.dtype();
        bytes = type.byteSize();
        sources = Math.toIntExact(table.shape().size(0));
        width = Math.toIntExact(table.shape().size(1));
        places = Raw.address(table);
        weights = Raw.address(weight);
        spiking = new int[sources];
    }

    /** The operation: from what is there, spikes, places and weights to the sum. */
    static void execute(List<Operand> in, List<Operand> out) {
        int length = Math.toIntExact(out.get(0).shape().elements());
        long to = Raw.address(out.get(0));
        Raw.copy(Raw.address(in.get(0)), to, length * (long) in.get(0).dtype().byteSize());
        new Delivery(in.get(2), in.get(3)).add(Raw.address(in.get(1)), to, length, 0);
    }

    /**
     * Adds the weights of the sources that spike.
     *
     * @param spikes of the sources
     * @param to the places, a ring
     * @param length how many places there are
     * @param shift where in the ring place 0 is
     */
    void add(long spikes, long to, int length, int shift) {
        int count = find(spikes);
        if (count == 0) {
            return;
        }
        int most = Math.multiplyExact(count, width);
        if (hits.length < most) {
            hits = new int[2 * most];
            brought = new double[2 * most];
        }
        int found = 0;
        for (int i = 0; i < count; i++) {
            found = collect(spiking[i], found, length, shift);
        }
        if (type == DType.F64) {
            addDoubles(to, found);
        } else {
            if (sums.length < length) {
                sums = new double[length];
            }
            addFloats(to, found);
        }
    }

    /** Which sources spike. */
    private int find(long spikes) {
        int count = 0;
        int step = (int) (STRIDE / bytes);
        for (int first = 0; first < sources; first += step) {
            int end = Math.min(first + step, sources);
            if (end - first == step && isSilent(spikes + first * bytes)) {
                continue;
            }
            for (int source = first; source < end; source++) {
                if (isSpike(spikes + source * bytes)) {
                    spiking[count++] = source;
                }
            }
        }
        return count;
    }

    private static boolean isSilent(long at) {
        long any = 0;
        for (int i = 0; i < STRIDE; i += Long.BYTES) {
            any |= Raw.ALL.get(Raw.LONG, at + i);
        }
        return any == 0;
    }

    private boolean isSpike(long at) {
        return type == DType.F32
                ? Raw.ALL.get(Raw.FLOAT, at) != 0
                : Raw.ALL.get(Raw.DOUBLE, at) != 0;
    }

    /** Puts a source's connections behind the {@code found} ones, and tells how many there are. */
    private int collect(int source, int found, int length, int shift) {
        int count = found;
        long first = (long) source * width;
        for (long k = first; k < first + width; k++) {
            int place = Raw.ALL.get(Raw.INT, places + k * Integer.BYTES);
            place += place < 0 ? length + 1 : 0;
            if (place == length) {
                continue;
            }
            if (place < 0 || place > length) {
                throw outside(Raw.ALL.get(Raw.INT, places + k * Integer.BYTES), length);
            }
            int shifted = place - (length - shift);
            hits[count] = shifted < 0 ? shifted + length : shifted;
            brought[count++] =
                    type == DType.F32
                            ? Raw.ALL.get(Raw.FLOAT, weights + k * Float.BYTES)
                            : Raw.ALL.get(Raw.DOUBLE, weights + k * Double.BYTES);
        }
        return count;
    }

    private static IndexOutOfBoundsException outside(int place, int length) {
        return new IndexOutOfBoundsException(
                "deliver_spikes: place "
                        + place
                        + "; expected "
                        + (-length - 1)
                        + " to "
                        + length
                        + ", where "
                        + length
                        + " leads nowhere");
    }

    private void addDoubles(long to, int count) {
        for (int i = 0; i < count; i++) {
            long at = to + (long) hits[i] * Double.BYTES;
            Raw.ALL.set(Raw.DOUBLE, at, Raw.ALL.get(Raw.DOUBLE, at) + brought[i]);
        }
    }

    private void addFloats(long to, int count) {
        for (int i = 0; i < count; i++) {
            sums[hits[i]] = Raw.ALL.get(Raw.FLOAT, to + (long) hits[i] * Float.BYTES);
        }
        for (int i = 0; i < count; i++) {
            sums[hits[i]] += brought[i];
        }
        for (int i = 0; i < count; i++) {
            Raw.ALL.set(Raw.FLOAT, to + (long) hits[i] * Float.BYTES, (float) sums[hits[i]]);
        }
    }
}
