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
import org.ranvier.cpu.math.FloatLanes;

/** {@link FloatScalarMembrane} on vectors, line by line; n is a multiple of the lanes. */
final class FloatVectorMembrane {
    private static final long E = Float.BYTES;

    private FloatVectorMembrane() {}

    static void ramp(double[] c, long[] at, int n) {
        away(c, at, n);
        near(c, at, n);
    }

    /** z/(1 − e⁻ᶻ), anything near 0. A loop of its own: with more in it C2 gives up inlining. */
    private static void away(double[] c, long[] at, int n) {
        float offset = (float) c[0];
        float factor = (float) c[1];
        long from = at[0];
        long to = at[1];
        for (int i = 0; i < n; i += FLOATS) {
            FloatVector z = floats(ALL, from + i * E).add(offset).mul(factor);
            put(z.div(FloatLanes.expm1(z.neg()).neg()), ALL, to + i * E);
        }
    }

    private static void near(double[] c, long[] at, int n) {
        float offset = (float) c[0];
        float factor = (float) c[1];
        FloatVector height = broadcast(F32, (float) c[2]);
        long from = at[0];
        long to = at[1];
        for (int i = 0; i < n; i += FLOATS) {
            FloatVector z = floats(ALL, from + i * E).add(offset).mul(factor);
            FloatVector series = z.mul(z).mul((float) (1.0 / 12)).add(z.mul(0.5f)).add(1);
            VectorMask<Float> near = z.abs().compare(VectorOperators.LT, 1e-3f);
            put(floats(ALL, to + i * E).blend(series, near).mul(height), ALL, to + i * E);
        }
    }

    static void exponential(double[] c, long[] at, int n) {
        float offset = (float) c[0];
        float factor = (float) c[1];
        FloatVector height = broadcast(F32, (float) c[2]);
        long from = at[0];
        long to = at[1];
        for (int i = 0; i < n; i += FLOATS) {
            FloatVector z = floats(ALL, from + i * E).add(offset).mul(factor);
            put(FloatLanes.exp(z).mul(height), ALL, to + i * E);
        }
    }

    static void sigmoid(double[] c, long[] at, int n) {
        float offset = (float) c[0];
        float factor = (float) c[1];
        FloatVector height = broadcast(F32, (float) c[2]);
        long from = at[0];
        long to = at[1];
        for (int i = 0; i < n; i += FLOATS) {
            FloatVector z = floats(ALL, from + i * E).add(offset).mul(factor);
            put(FloatLanes.sigmoid(z).mul(height), ALL, to + i * E);
        }
    }

    static void gateSlope(double[] c, long[] at, int n) {
        long alphas = at[0];
        long betas = at[1];
        long gates = at[2];
        long to = at[3];
        FloatVector one = broadcast(F32, 1);
        for (int i = 0; i < n; i += FLOATS) {
            FloatVector x = floats(ALL, gates + i * E);
            FloatVector opening = floats(ALL, alphas + i * E).mul(one.sub(x));
            put(opening.sub(floats(ALL, betas + i * E).mul(x)), ALL, to + i * E);
        }
    }

    static void relaxGate(double[] c, long[] at, int n) {
        float time = (float) c[0];
        long alphas = at[0];
        long betas = at[1];
        long gates = at[2];
        long to = at[3];
        for (int i = 0; i < n; i += FLOATS) {
            FloatVector alpha = floats(ALL, alphas + i * E);
            FloatVector total = alpha.add(floats(ALL, betas + i * E));
            FloatVector end = alpha.div(total);
            FloatVector away = floats(ALL, gates + i * E).sub(end);
            put(away.mul(FloatLanes.exp(total.mul(time))).add(end), ALL, to + i * E);
        }
    }

    static void conductances(double[] c, long[] at, int n) {
        FloatVector gNa = broadcast(F32, (float) c[0]);
        FloatVector gK = broadcast(F32, (float) c[1]);
        FloatVector leak = broadcast(F32, (float) c[2]);
        FloatVector vNa = broadcast(F32, (float) c[3]);
        FloatVector vK = broadcast(F32, (float) c[4]);
        FloatVector leakDrive = broadcast(F32, (float) c[5]);
        long currents = at[0];
        long ms = at[1];
        long hs = at[2];
        long ks = at[3];
        long synapses = at[4];
        long drives = at[5];
        long totals = at[6];
        for (int i = 0; i < n; i += FLOATS) {
            FloatVector m = floats(ALL, ms + i * E);
            FloatVector k = floats(ALL, ks + i * E);
            FloatVector sodium = m.mul(m).mul(m).mul(floats(ALL, hs + i * E)).mul(gNa);
            FloatVector square = k.mul(k);
            FloatVector potassium = square.mul(square).mul(gK);
            FloatVector open = floats(ALL, synapses + i * E).add(leak);
            FloatVector drive = sodium.mul(vNa).add(potassium.mul(vK)).add(leakDrive);
            put(sodium.add(potassium).add(open), ALL, totals + i * E);
            put(floats(ALL, currents + i * E).add(drive), ALL, drives + i * E);
        }
    }

    static void slope(double[] c, long[] at, int n) {
        FloatVector capacitance = broadcast(F32, (float) c[6]);
        long drives = at[0];
        long totals = at[1];
        long from = at[2];
        long to = at[3];
        for (int i = 0; i < n; i += FLOATS) {
            FloatVector out = floats(ALL, totals + i * E).mul(floats(ALL, from + i * E));
            put(floats(ALL, drives + i * E).sub(out).div(capacitance), ALL, to + i * E);
        }
    }

    static void relax(double[] c, long[] at, int n) {
        float time = (float) c[7];
        long drives = at[0];
        long totals = at[1];
        long from = at[2];
        long to = at[3];
        for (int i = 0; i < n; i += FLOATS) {
            FloatVector total = floats(ALL, totals + i * E);
            FloatVector end = floats(ALL, drives + i * E).div(total);
            FloatVector away = floats(ALL, from + i * E).sub(end);
            put(away.mul(FloatLanes.exp(total.mul(time))).add(end), ALL, to + i * E);
        }
    }

    static void plus(double[] c, long[] at, int n) {
        float time = (float) c[0];
        long from = at[0];
        long slopes = at[1];
        long to = at[2];
        for (int i = 0; i < n; i += FLOATS) {
            FloatVector move = floats(ALL, slopes + i * E).mul(time);
            put(floats(ALL, from + i * E).add(move), ALL, to + i * E);
        }
    }
}
