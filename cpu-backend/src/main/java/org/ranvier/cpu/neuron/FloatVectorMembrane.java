package org.ranvier.cpu.neuron;

import static jdk.incubator.vector.FloatVector.broadcast;
import static org.ranvier.cpu.math.Lanes.F32;
import static org.ranvier.cpu.math.Lanes.FLOATS;
import static org.ranvier.cpu.math.Lanes.floats;
import static org.ranvier.cpu.math.Lanes.put;
import static org.ranvier.cpu.memory.Raw.ALL;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import org.ranvier.cpu.math.FloatLanes;

/** {@link FloatScalarMembrane} on vectors, line by line; n is a multiple of the lanes. */
final class FloatVectorMembrane {
    private static final long E = Float.BYTES;

    private FloatVectorMembrane() {}

    static void ramp(double[] c, long[] at, int n) {
        float offset = (float) c[0];
        float factor = (float) c[1];
        FloatVector height = broadcast(F32, (float) c[2]);
        long from = at[0];
        long to = at[1];
        for (int i = 0; i < n; i += FLOATS) {
            FloatVector z = floats(ALL, from + i * E).add(offset).mul(factor);
            FloatVector series = z.mul(z).mul((float) (1.0 / 12)).add(z.mul(0.5f)).add(1);
            FloatVector away = z.div(FloatLanes.expm1(z.neg()).neg());
            FloatVector y = away.blend(series, z.abs().compare(VectorOperators.LT, 1e-3f));
            put(y.mul(height), ALL, to + i * E);
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

    static void slope(double[] c, long[] at, int n) {
        FloatVector gNa = broadcast(F32, (float) c[0]);
        FloatVector gK = broadcast(F32, (float) c[1]);
        FloatVector leak = broadcast(F32, (float) c[2]);
        FloatVector vNa = broadcast(F32, (float) c[3]);
        FloatVector vK = broadcast(F32, (float) c[4]);
        FloatVector leakDrive = broadcast(F32, (float) c[5]);
        FloatVector capacitance = broadcast(F32, (float) c[6]);
        for (int i = 0; i < n; i += FLOATS) {
            FloatVector m = floats(ALL, at[2] + i * E);
            FloatVector k = floats(ALL, at[4] + i * E);
            FloatVector sodium = m.mul(m).mul(m).mul(floats(ALL, at[3] + i * E)).mul(gNa);
            FloatVector square = k.mul(k);
            FloatVector potassium = square.mul(square).mul(gK);
            FloatVector total = sodium.add(potassium).add(floats(ALL, at[5] + i * E).add(leak));
            FloatVector drive = sodium.mul(vNa).add(potassium.mul(vK)).add(leakDrive);
            FloatVector in = floats(ALL, at[0] + i * E).add(drive);
            FloatVector out = total.mul(floats(ALL, at[1] + i * E));
            put(in.sub(out).div(capacitance), ALL, at[6] + i * E);
        }
    }

    static void relax(double[] c, long[] at, int n) {
        FloatVector gNa = broadcast(F32, (float) c[0]);
        FloatVector gK = broadcast(F32, (float) c[1]);
        FloatVector leak = broadcast(F32, (float) c[2]);
        FloatVector vNa = broadcast(F32, (float) c[3]);
        FloatVector vK = broadcast(F32, (float) c[4]);
        FloatVector leakDrive = broadcast(F32, (float) c[5]);
        float time = (float) c[7];
        for (int i = 0; i < n; i += FLOATS) {
            FloatVector m = floats(ALL, at[2] + i * E);
            FloatVector k = floats(ALL, at[4] + i * E);
            FloatVector sodium = m.mul(m).mul(m).mul(floats(ALL, at[3] + i * E)).mul(gNa);
            FloatVector square = k.mul(k);
            FloatVector potassium = square.mul(square).mul(gK);
            FloatVector total = sodium.add(potassium).add(floats(ALL, at[5] + i * E).add(leak));
            FloatVector drive = sodium.mul(vNa).add(potassium.mul(vK)).add(leakDrive);
            FloatVector end = floats(ALL, at[0] + i * E).add(drive).div(total);
            FloatVector away = floats(ALL, at[1] + i * E).sub(end);
            put(away.mul(FloatLanes.exp(total.mul(time))).add(end), ALL, at[6] + i * E);
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
