package org.ranvier.cpu.neuron;

import static jdk.incubator.vector.FloatVector.broadcast;
import static org.ranvier.cpu.math.Lanes.F32;
import static org.ranvier.cpu.math.Lanes.FLOATS;
import static org.ranvier.cpu.math.Lanes.floats;
import static org.ranvier.cpu.math.Lanes.put;
import static org.ranvier.cpu.memory.Raw.ALL;

import jdk.incubator.vector.FloatVector;
import org.ranvier.cpu.math.DecayLanes;
import org.ranvier.cpu.math.FloatLanes;

/** {@link FloatScalarSlopes} on vectors, line by line; n is a multiple of the lanes. */
final class FloatVectorSlopes {
    private static final long E = Float.BYTES;

    private FloatVectorSlopes() {}

    static void fastSigmoid(double[] c, long[] at, int n) {
        long from = at[0];
        long to = at[1];
        FloatVector one = broadcast(F32, 1);
        for (int i = 0; i < n; i += FLOATS) {
            FloatVector distance = floats(ALL, from + i * E).sub((float) c[0]).abs();
            FloatVector root = distance.mul((float) c[1]).add(1);
            put(one.div(root.mul(root)), ALL, to + i * E);
        }
    }

    static void arctan(double[] c, long[] at, int n) {
        long from = at[0];
        long to = at[1];
        FloatVector height = broadcast(F32, (float) c[2]);
        for (int i = 0; i < n; i += FLOATS) {
            FloatVector distance = floats(ALL, from + i * E).sub((float) c[0]).mul((float) c[1]);
            put(height.div(distance.mul(distance).add(1)), ALL, to + i * E);
        }
    }

    static void sigmoid(double[] c, long[] at, int n) {
        long from = at[0];
        long to = at[1];
        FloatVector one = broadcast(F32, 1);
        for (int i = 0; i < n; i += FLOATS) {
            FloatVector distance = floats(ALL, from + i * E).sub((float) c[0]).mul((float) c[1]);
            FloatVector s = FloatLanes.sigmoid(distance);
            put(s.mul(one.sub(s)).mul((float) c[2]), ALL, to + i * E);
        }
    }

    static void straightThrough(double[] c, long[] at, int n) {
        long to = at[1];
        FloatVector one = broadcast(F32, 1);
        for (int i = 0; i < n; i += FLOATS) {
            put(one, ALL, to + i * E);
        }
    }

    static void triangle(double[] c, long[] at, int n) {
        long from = at[0];
        long to = at[1];
        for (int i = 0; i < n; i += FLOATS) {
            FloatVector distance = floats(ALL, from + i * E).sub((float) c[0]).abs();
            put(distance.mul((float) c[1]).add((float) c[2]).max(0), ALL, to + i * E);
        }
    }

    static void exponential(double[] c, long[] at, int n) {
        long from = at[0];
        long to = at[1];
        for (int i = 0; i < n; i += FLOATS) {
            FloatVector distance = floats(ALL, from + i * E).sub((float) c[0]).abs();
            FloatVector y = DecayLanes.exp(distance.mul((float) c[1]).neg());
            put(y.mul((float) c[2]), ALL, to + i * E);
        }
    }

    static void gaussian(double[] c, long[] at, int n) {
        long from = at[0];
        long to = at[1];
        for (int i = 0; i < n; i += FLOATS) {
            FloatVector distance = floats(ALL, from + i * E).sub((float) c[0]).mul((float) c[1]);
            FloatVector y = DecayLanes.exp(distance.mul(distance).neg());
            put(y.mul((float) c[2]), ALL, to + i * E);
        }
    }
}
