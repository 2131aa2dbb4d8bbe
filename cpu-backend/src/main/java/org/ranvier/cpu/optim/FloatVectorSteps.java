package org.ranvier.cpu.optim;

import static jdk.incubator.vector.FloatVector.broadcast;
import static org.ranvier.cpu.math.Lanes.F32;
import static org.ranvier.cpu.math.Lanes.FLOATS;
import static org.ranvier.cpu.math.Lanes.floats;
import static org.ranvier.cpu.math.Lanes.put;
import static org.ranvier.cpu.memory.Raw.ALL;

import jdk.incubator.vector.FloatVector;

/** {@link FloatScalarSteps} on vectors, line by line; n is a multiple of the lanes. */
final class FloatVectorSteps {
    private static final long E = Float.BYTES;

    private FloatVectorSteps() {}

    static void adam(double[] c, long[] at, int n) {
        FloatVector decay = broadcast(F32, (float) c[0]);
        FloatVector kept = broadcast(F32, (float) c[1]);
        FloatVector beta1 = broadcast(F32, (float) c[2]);
        FloatVector rest1 = broadcast(F32, (float) c[3]);
        FloatVector beta2 = broadcast(F32, (float) c[4]);
        FloatVector rest2 = broadcast(F32, (float) c[5]);
        FloatVector rate = broadcast(F32, (float) c[6]);
        FloatVector correction = broadcast(F32, (float) c[7]);
        FloatVector epsilon = broadcast(F32, (float) c[8]);
        long fromW = at[0];
        long fromG = at[1];
        long fromM = at[2];
        long fromV = at[3];
        long toW = at[4];
        long toM = at[5];
        long toV = at[6];
        for (int i = 0; i < n; i += FLOATS) {
            FloatVector w = floats(ALL, fromW + i * E);
            FloatVector g = floats(ALL, fromG + i * E).add(w.mul(decay));
            FloatVector m = floats(ALL, fromM + i * E).mul(beta1).add(g.mul(rest1));
            FloatVector v = floats(ALL, fromV + i * E).mul(beta2).add(g.mul(g).mul(rest2));
            FloatVector root = v.sqrt().mul(correction).add(epsilon);
            put(w.mul(kept).sub(m.mul(rate).div(root)), ALL, toW + i * E);
            put(m, ALL, toM + i * E);
            put(v, ALL, toV + i * E);
        }
    }

    static void sgd(double[] c, long[] at, int n) {
        FloatVector decay = broadcast(F32, (float) c[0]);
        FloatVector scale = broadcast(F32, (float) c[1]);
        FloatVector rate = broadcast(F32, (float) c[2]);
        long fromW = at[0];
        long fromG = at[1];
        long toW = at[2];
        for (int i = 0; i < n; i += FLOATS) {
            FloatVector w = floats(ALL, fromW + i * E);
            FloatVector g = floats(ALL, fromG + i * E).add(w.mul(decay)).mul(scale);
            put(w.sub(g.mul(rate)), ALL, toW + i * E);
        }
    }

    static void momentum(double[] c, long[] at, int n) {
        FloatVector decay = broadcast(F32, (float) c[0]);
        FloatVector scale = broadcast(F32, (float) c[1]);
        FloatVector rate = broadcast(F32, (float) c[2]);
        FloatVector momentum = broadcast(F32, (float) c[3]);
        FloatVector ofGradient = broadcast(F32, (float) c[4]);
        FloatVector ofMomentum = broadcast(F32, (float) c[5]);
        long fromW = at[0];
        long fromG = at[1];
        long fromV = at[2];
        long toW = at[3];
        long toV = at[4];
        for (int i = 0; i < n; i += FLOATS) {
            FloatVector w = floats(ALL, fromW + i * E);
            FloatVector g = floats(ALL, fromG + i * E).add(w.mul(decay)).mul(scale);
            FloatVector v = floats(ALL, fromV + i * E).mul(momentum).add(g);
            FloatVector direction = g.mul(ofGradient).add(v.mul(ofMomentum));
            put(w.sub(direction.mul(rate)), ALL, toW + i * E);
            put(v, ALL, toV + i * E);
        }
    }

    static void scaled(double[] c, long[] at, int n) {
        FloatVector decay = broadcast(F32, (float) c[0]);
        FloatVector kept = broadcast(F32, (float) c[1]);
        FloatVector fresh = broadcast(F32, (float) c[2]);
        FloatVector rate = broadcast(F32, (float) c[3]);
        FloatVector epsilon = broadcast(F32, (float) c[4]);
        long fromW = at[0];
        long fromG = at[1];
        long fromS = at[2];
        long toW = at[3];
        long toS = at[4];
        for (int i = 0; i < n; i += FLOATS) {
            FloatVector w = floats(ALL, fromW + i * E);
            FloatVector g = floats(ALL, fromG + i * E).add(w.mul(decay));
            FloatVector s = floats(ALL, fromS + i * E).mul(kept).add(g.mul(g).mul(fresh));
            put(w.sub(g.mul(rate).div(s.sqrt().add(epsilon))), ALL, toW + i * E);
            put(s, ALL, toS + i * E);
        }
    }
}
