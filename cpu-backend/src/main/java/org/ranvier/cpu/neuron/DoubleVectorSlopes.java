package org.ranvier.cpu.neuron;

import static jdk.incubator.vector.DoubleVector.broadcast;
import static org.ranvier.cpu.math.Lanes.DOUBLES;
import static org.ranvier.cpu.math.Lanes.F64;
import static org.ranvier.cpu.math.Lanes.doubles;
import static org.ranvier.cpu.math.Lanes.put;
import static org.ranvier.cpu.memory.Raw.ALL;

import jdk.incubator.vector.DoubleVector;
import org.ranvier.cpu.math.DecayLanes;
import org.ranvier.cpu.math.DoubleLanes;

/** {@link DoubleScalarSlopes} on vectors, line by line; n is a multiple of the lanes. */
final class DoubleVectorSlopes {
    private static final long E = Double.BYTES;

    private DoubleVectorSlopes() {}

    static void fastSigmoid(double[] c, long[] at, int n) {
        long from = at[0];
        long to = at[1];
        DoubleVector one = broadcast(F64, 1);
        for (int i = 0; i < n; i += DOUBLES) {
            DoubleVector distance = doubles(ALL, from + i * E).sub(c[0]).abs();
            DoubleVector root = distance.mul(c[1]).add(1);
            put(one.div(root.mul(root)), ALL, to + i * E);
        }
    }

    static void arctan(double[] c, long[] at, int n) {
        long from = at[0];
        long to = at[1];
        DoubleVector height = broadcast(F64, c[2]);
        for (int i = 0; i < n; i += DOUBLES) {
            DoubleVector distance = doubles(ALL, from + i * E).sub(c[0]).mul(c[1]);
            put(height.div(distance.mul(distance).add(1)), ALL, to + i * E);
        }
    }

    static void sigmoid(double[] c, long[] at, int n) {
        long from = at[0];
        long to = at[1];
        DoubleVector one = broadcast(F64, 1);
        for (int i = 0; i < n; i += DOUBLES) {
            DoubleVector distance = doubles(ALL, from + i * E).sub(c[0]).mul(c[1]);
            DoubleVector s = DoubleLanes.sigmoid(distance);
            put(s.mul(one.sub(s)).mul(c[2]), ALL, to + i * E);
        }
    }

    static void straightThrough(double[] c, long[] at, int n) {
        long to = at[1];
        DoubleVector one = broadcast(F64, 1);
        for (int i = 0; i < n; i += DOUBLES) {
            put(one, ALL, to + i * E);
        }
    }

    static void triangle(double[] c, long[] at, int n) {
        long from = at[0];
        long to = at[1];
        for (int i = 0; i < n; i += DOUBLES) {
            DoubleVector distance = doubles(ALL, from + i * E).sub(c[0]).abs();
            put(distance.mul(c[1]).add(c[2]).max(0), ALL, to + i * E);
        }
    }

    static void exponential(double[] c, long[] at, int n) {
        long from = at[0];
        long to = at[1];
        for (int i = 0; i < n; i += DOUBLES) {
            DoubleVector distance = doubles(ALL, from + i * E).sub(c[0]).abs();
            DoubleVector y = DecayLanes.exp(distance.mul(c[1]).neg());
            put(y.mul(c[2]), ALL, to + i * E);
        }
    }

    static void gaussian(double[] c, long[] at, int n) {
        long from = at[0];
        long to = at[1];
        for (int i = 0; i < n; i += DOUBLES) {
            DoubleVector distance = doubles(ALL, from + i * E).sub(c[0]).mul(c[1]);
            DoubleVector y = DecayLanes.exp(distance.mul(distance).neg());
            put(y.mul(c[2]), ALL, to + i * E);
        }
    }
}
