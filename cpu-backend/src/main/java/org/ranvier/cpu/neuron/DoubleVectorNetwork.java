package org.ranvier.cpu.neuron;

import static jdk.incubator.vector.DoubleVector.broadcast;
import static org.ranvier.cpu.math.Lanes.DOUBLES;
import static org.ranvier.cpu.math.Lanes.F64;
import static org.ranvier.cpu.math.Lanes.doubles;
import static org.ranvier.cpu.math.Lanes.put;
import static org.ranvier.cpu.memory.Raw.ALL;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/** {@link DoubleScalarNetwork} on vectors, line by line; n is a multiple of the lanes. */
final class DoubleVectorNetwork {
    private static final long E = Double.BYTES;

    private DoubleVectorNetwork() {}

    static void integrate(double[] c, long[] at, int n) {
        DoubleVector decay = broadcast(F64, c[0]);
        DoubleVector gain = broadcast(F64, c[1]);
        DoubleVector rest = broadcast(F64, c[2]);
        long from = at[0];
        long drive = at[1];
        long to = at[2];
        for (int i = 0; i < n; i += DOUBLES) {
            DoubleVector left = doubles(ALL, from + i * E).sub(rest).mul(decay);
            put(left.add(rest).add(doubles(ALL, drive + i * E).mul(gain)), ALL, to + i * E);
        }
    }

    static void receive(double[] c, long[] at, int n) {
        DoubleVector decay = broadcast(F64, c[0]);
        DoubleVector share = broadcast(F64, c[1]);
        long from = at[0];
        long currents = at[1];
        long later = at[2];
        long to = at[3];
        long next = at[4];
        for (int i = 0; i < n; i += DOUBLES) {
            DoubleVector current = doubles(ALL, currents + i * E);
            put(doubles(ALL, from + i * E).add(current.mul(share)), ALL, to + i * E);
            put(current.mul(decay).add(doubles(ALL, later + i * E)), ALL, next + i * E);
        }
    }

    static void fire(double[] c, long[] at, int n) {
        DoubleVector threshold = broadcast(F64, c[0]);
        DoubleVector reset = broadcast(F64, c[1]);
        DoubleVector held = broadcast(F64, c[2]);
        DoubleVector zero = broadcast(F64, 0);
        long reached = at[0];
        long from = at[1];
        long holds = at[2];
        long spikes = at[3];
        long to = at[4];
        long toHold = at[5];
        for (int i = 0; i < n; i += DOUBLES) {
            DoubleVector hold = doubles(ALL, holds + i * E);
            VectorMask<Double> free = hold.compare(VectorOperators.LE, 0);
            DoubleVector next =
                    doubles(ALL, from + i * E).blend(doubles(ALL, reached + i * E), free);
            VectorMask<Double> spiked = next.compare(VectorOperators.GT, threshold).and(free);
            put(zero.blend(1, spiked), ALL, spikes + i * E);
            put(next.blend(reset, spiked), ALL, to + i * E);
            put(hold.sub(1).max(0).blend(held, spiked), ALL, toHold + i * E);
        }
    }
}
