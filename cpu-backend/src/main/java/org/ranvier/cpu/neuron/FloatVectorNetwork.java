package org.ranvier.cpu.neuron;

import static jdk.incubator.vector.FloatVector.broadcast;
import static org.ranvier.cpu.math.Lanes.F32;
import static org.ranvier.cpu.math.Lanes.FLOATS;
import static org.ranvier.cpu.math.Lanes.floats;
import static org.ranvier.cpu.math.Lanes.put;
import static org.ranvier.cpu.memory.Raw.ALL;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/** {@link FloatScalarNetwork} on vectors, line by line; n is a multiple of the lanes. */
final class FloatVectorNetwork {
    private static final long E = Float.BYTES;

    private FloatVectorNetwork() {}

    static void integrate(double[] c, long[] at, int n) {
        FloatVector decay = broadcast(F32, (float) c[0]);
        FloatVector gain = broadcast(F32, (float) c[1]);
        FloatVector rest = broadcast(F32, (float) c[2]);
        long from = at[0];
        long drive = at[1];
        long to = at[2];
        for (int i = 0; i < n; i += FLOATS) {
            FloatVector left = floats(ALL, from + i * E).sub(rest).mul(decay);
            put(left.add(rest).add(floats(ALL, drive + i * E).mul(gain)), ALL, to + i * E);
        }
    }

    static void receive(double[] c, long[] at, int n) {
        FloatVector decay = broadcast(F32, (float) c[0]);
        FloatVector share = broadcast(F32, (float) c[1]);
        long from = at[0];
        long currents = at[1];
        long later = at[2];
        long to = at[3];
        long next = at[4];
        for (int i = 0; i < n; i += FLOATS) {
            FloatVector current = floats(ALL, currents + i * E);
            put(floats(ALL, from + i * E).add(current.mul(share)), ALL, to + i * E);
            put(current.mul(decay).add(floats(ALL, later + i * E)), ALL, next + i * E);
        }
    }

    static void fire(double[] c, long[] at, int n) {
        FloatVector threshold = broadcast(F32, (float) c[0]);
        FloatVector reset = broadcast(F32, (float) c[1]);
        FloatVector held = broadcast(F32, (float) c[2]);
        FloatVector zero = broadcast(F32, 0);
        long reached = at[0];
        long from = at[1];
        long holds = at[2];
        long spikes = at[3];
        long to = at[4];
        long toHold = at[5];
        for (int i = 0; i < n; i += FLOATS) {
            FloatVector hold = floats(ALL, holds + i * E);
            VectorMask<Float> free = hold.compare(VectorOperators.LE, 0);
            FloatVector next = floats(ALL, from + i * E).blend(floats(ALL, reached + i * E), free);
            VectorMask<Float> spiked = next.compare(VectorOperators.GT, threshold).and(free);
            put(zero.blend(1, spiked), ALL, spikes + i * E);
            put(next.blend(reset, spiked), ALL, to + i * E);
            put(hold.sub(1).max(0).blend(held, spiked), ALL, toHold + i * E);
        }
    }
}
