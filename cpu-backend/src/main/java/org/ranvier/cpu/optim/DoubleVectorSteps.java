package org.ranvier.cpu.optim;

import static jdk.incubator.vector.DoubleVector.broadcast;
import static org.ranvier.cpu.math.Lanes.DOUBLES;
import static org.ranvier.cpu.math.Lanes.F64;
import static org.ranvier.cpu.math.Lanes.doubles;
import static org.ranvier.cpu.math.Lanes.put;
import static org.ranvier.cpu.memory.Raw.ALL;

import jdk.incubator.vector.DoubleVector;

/** {@link DoubleScalarSteps} on vectors, line by line; n is a multiple of the lanes. */
final class DoubleVectorSteps {
    private static final long E = Double.BYTES;

    private DoubleVectorSteps() {}

    static void adam(double[] c, long[] at, int n) {
        DoubleVector decay = broadcast(F64, c[0]);
        DoubleVector kept = broadcast(F64, c[1]);
        DoubleVector beta1 = broadcast(F64, c[2]);
        DoubleVector rest1 = broadcast(F64, c[3]);
        DoubleVector beta2 = broadcast(F64, c[4]);
        DoubleVector rest2 = broadcast(F64, c[5]);
        DoubleVector rate = broadcast(F64, c[6]);
        DoubleVector correction = broadcast(F64, c[7]);
        DoubleVector epsilon = broadcast(F64, c[8]);
        long fromW = at[0];
        long fromG = at[1];
        long fromM = at[2];
        long fromV = at[3];
        long toW = at[4];
        long toM = at[5];
        long toV = at[6];
        for (int i = 0; i < n; i += DOUBLES) {
            DoubleVector w = doubles(ALL, fromW + i * E);
            DoubleVector g = doubles(ALL, fromG + i * E).add(w.mul(decay));
            DoubleVector m = doubles(ALL, fromM + i * E).mul(beta1).add(g.mul(rest1));
            DoubleVector v = doubles(ALL, fromV + i * E).mul(beta2).add(g.mul(g).mul(rest2));
            DoubleVector root = v.sqrt().mul(correction).add(epsilon);
            put(w.mul(kept).sub(m.mul(rate).div(root)), ALL, toW + i * E);
            put(m, ALL, toM + i * E);
            put(v, ALL, toV + i * E);
        }
    }

    static void sgd(double[] c, long[] at, int n) {
        DoubleVector decay = broadcast(F64, c[0]);
        DoubleVector scale = broadcast(F64, c[1]);
        DoubleVector rate = broadcast(F64, c[2]);
        long fromW = at[0];
        long fromG = at[1];
        long toW = at[2];
        for (int i = 0; i < n; i += DOUBLES) {
            DoubleVector w = doubles(ALL, fromW + i * E);
            DoubleVector g = doubles(ALL, fromG + i * E).add(w.mul(decay)).mul(scale);
            put(w.sub(g.mul(rate)), ALL, toW + i * E);
        }
    }

    static void momentum(double[] c, long[] at, int n) {
        DoubleVector decay = broadcast(F64, c[0]);
        DoubleVector scale = broadcast(F64, c[1]);
        DoubleVector rate = broadcast(F64, c[2]);
        DoubleVector momentum = broadcast(F64, c[3]);
        DoubleVector ofGradient = broadcast(F64, c[4]);
        DoubleVector ofMomentum = broadcast(F64, c[5]);
        long fromW = at[0];
        long fromG = at[1];
        long fromV = at[2];
        long toW = at[3];
        long toV = at[4];
        for (int i = 0; i < n; i += DOUBLES) {
            DoubleVector w = doubles(ALL, fromW + i * E);
            DoubleVector g = doubles(ALL, fromG + i * E).add(w.mul(decay)).mul(scale);
            DoubleVector v = doubles(ALL, fromV + i * E).mul(momentum).add(g);
            DoubleVector direction = g.mul(ofGradient).add(v.mul(ofMomentum));
            put(w.sub(direction.mul(rate)), ALL, toW + i * E);
            put(v, ALL, toV + i * E);
        }
    }

    static void scaled(double[] c, long[] at, int n) {
        DoubleVector decay = broadcast(F64, c[0]);
        DoubleVector kept = broadcast(F64, c[1]);
        DoubleVector fresh = broadcast(F64, c[2]);
        DoubleVector rate = broadcast(F64, c[3]);
        DoubleVector epsilon = broadcast(F64, c[4]);
        long fromW = at[0];
        long fromG = at[1];
        long fromS = at[2];
        long toW = at[3];
        long toS = at[4];
        for (int i = 0; i < n; i += DOUBLES) {
            DoubleVector w = doubles(ALL, fromW + i * E);
            DoubleVector g = doubles(ALL, fromG + i * E).add(w.mul(decay));
            DoubleVector s = doubles(ALL, fromS + i * E).mul(kept).add(g.mul(g).mul(fresh));
            put(w.sub(g.mul(rate).div(s.sqrt().add(epsilon))), ALL, toW + i * E);
            put(s, ALL, toS + i * E);
        }
    }
}
