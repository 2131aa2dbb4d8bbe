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
import org.ranvier.cpu.math.DoubleLanes;

/** {@link DoubleScalarMembrane} on vectors, line by line; n is a multiple of the lanes. */
final class DoubleVectorMembrane {
    private static final long E = Double.BYTES;

    private DoubleVectorMembrane() {}

    static void ramp(double[] c, long[] at, int n) {
        away(c, at, n);
        near(c, at, n);
    }

    /** z/(1 − e⁻ᶻ), anything near 0. A loop of its own: with more in it C2 gives up inlining. */
    private static void away(double[] c, long[] at, int n) {
        double offset = c[0];
        double factor = c[1];
        long from = at[0];
        long to = at[1];
        for (int i = 0; i < n; i += DOUBLES) {
            DoubleVector z = doubles(ALL, from + i * E).add(offset).mul(factor);
            put(z.div(DoubleLanes.expm1(z.neg()).neg()), ALL, to + i * E);
        }
    }

    private static void near(double[] c, long[] at, int n) {
        double offset = c[0];
        double factor = c[1];
        DoubleVector height = broadcast(F64, c[2]);
        long from = at[0];
        long to = at[1];
        for (int i = 0; i < n; i += DOUBLES) {
            DoubleVector z = doubles(ALL, from + i * E).add(offset).mul(factor);
            DoubleVector series = z.mul(z).mul((1.0 / 12)).add(z.mul(0.5)).add(1);
            VectorMask<Double> near = z.abs().compare(VectorOperators.LT, 1e-3);
            put(doubles(ALL, to + i * E).blend(series, near).mul(height), ALL, to + i * E);
        }
    }

    static void exponential(double[] c, long[] at, int n) {
        double offset = c[0];
        double factor = c[1];
        DoubleVector height = broadcast(F64, c[2]);
        long from = at[0];
        long to = at[1];
        for (int i = 0; i < n; i += DOUBLES) {
            DoubleVector z = doubles(ALL, from + i * E).add(offset).mul(factor);
            put(DoubleLanes.exp(z).mul(height), ALL, to + i * E);
        }
    }

    static void sigmoid(double[] c, long[] at, int n) {
        double offset = c[0];
        double factor = c[1];
        DoubleVector height = broadcast(F64, c[2]);
        long from = at[0];
        long to = at[1];
        for (int i = 0; i < n; i += DOUBLES) {
            DoubleVector z = doubles(ALL, from + i * E).add(offset).mul(factor);
            put(DoubleLanes.sigmoid(z).mul(height), ALL, to + i * E);
        }
    }

    static void gateSlope(double[] c, long[] at, int n) {
        long alphas = at[0];
        long betas = at[1];
        long gates = at[2];
        long to = at[3];
        DoubleVector one = broadcast(F64, 1);
        for (int i = 0; i < n; i += DOUBLES) {
            DoubleVector x = doubles(ALL, gates + i * E);
            DoubleVector opening = doubles(ALL, alphas + i * E).mul(one.sub(x));
            put(opening.sub(doubles(ALL, betas + i * E).mul(x)), ALL, to + i * E);
        }
    }

    static void relaxGate(double[] c, long[] at, int n) {
        double time = c[0];
        long alphas = at[0];
        long betas = at[1];
        long gates = at[2];
        long to = at[3];
        for (int i = 0; i < n; i += DOUBLES) {
            DoubleVector alpha = doubles(ALL, alphas + i * E);
            DoubleVector total = alpha.add(doubles(ALL, betas + i * E));
            DoubleVector end = alpha.div(total);
            DoubleVector away = doubles(ALL, gates + i * E).sub(end);
            put(away.mul(DoubleLanes.exp(total.mul(time))).add(end), ALL, to + i * E);
        }
    }

    static void conductances(double[] c, long[] at, int n) {
        DoubleVector gNa = broadcast(F64, c[0]);
        DoubleVector gK = broadcast(F64, c[1]);
        DoubleVector leak = broadcast(F64, c[2]);
        DoubleVector vNa = broadcast(F64, c[3]);
        DoubleVector vK = broadcast(F64, c[4]);
        DoubleVector leakDrive = broadcast(F64, c[5]);
        long currents = at[0];
        long ms = at[1];
        long hs = at[2];
        long ks = at[3];
        long synapses = at[4];
        long drives = at[5];
        long totals = at[6];
        for (int i = 0; i < n; i += DOUBLES) {
            DoubleVector m = doubles(ALL, ms + i * E);
            DoubleVector k = doubles(ALL, ks + i * E);
            DoubleVector sodium = m.mul(m).mul(m).mul(doubles(ALL, hs + i * E)).mul(gNa);
            DoubleVector square = k.mul(k);
            DoubleVector potassium = square.mul(square).mul(gK);
            DoubleVector open = doubles(ALL, synapses + i * E).add(leak);
            DoubleVector drive = sodium.mul(vNa).add(potassium.mul(vK)).add(leakDrive);
            put(sodium.add(potassium).add(open), ALL, totals + i * E);
            put(doubles(ALL, currents + i * E).add(drive), ALL, drives + i * E);
        }
    }

    static void slope(double[] c, long[] at, int n) {
        DoubleVector capacitance = broadcast(F64, c[6]);
        long drives = at[0];
        long totals = at[1];
        long from = at[2];
        long to = at[3];
        for (int i = 0; i < n; i += DOUBLES) {
            DoubleVector out = doubles(ALL, totals + i * E).mul(doubles(ALL, from + i * E));
            put(doubles(ALL, drives + i * E).sub(out).div(capacitance), ALL, to + i * E);
        }
    }

    static void relax(double[] c, long[] at, int n) {
        double time = c[7];
        long drives = at[0];
        long totals = at[1];
        long from = at[2];
        long to = at[3];
        for (int i = 0; i < n; i += DOUBLES) {
            DoubleVector total = doubles(ALL, totals + i * E);
            DoubleVector end = doubles(ALL, drives + i * E).div(total);
            DoubleVector away = doubles(ALL, from + i * E).sub(end);
            put(away.mul(DoubleLanes.exp(total.mul(time))).add(end), ALL, to + i * E);
        }
    }

    static void plus(double[] c, long[] at, int n) {
        double time = c[0];
        long from = at[0];
        long slopes = at[1];
        long to = at[2];
        for (int i = 0; i < n; i += DOUBLES) {
            DoubleVector move = doubles(ALL, slopes + i * E).mul(time);
            put(doubles(ALL, from + i * E).add(move), ALL, to + i * E);
        }
    }
}
