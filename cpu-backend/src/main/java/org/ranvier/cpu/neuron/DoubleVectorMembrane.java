package org.ranvier.cpu.neuron;

import static jdk.incubator.vector.DoubleVector.broadcast;
import static org.ranvier.cpu.math.Lanes.DOUBLES;
import static org.ranvier.cpu.math.Lanes.F64;
import static org.ranvier.cpu.math.Lanes.doubles;
import static org.ranvier.cpu.math.Lanes.put;
import static org.ranvier.cpu.memory.Raw.ALL;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;
import org.ranvier.cpu.math.DoubleLanes;

/** {@link DoubleScalarMembrane} on vectors, line by line; n is a multiple of the lanes. */
final class DoubleVectorMembrane {
    private static final long E = Double.BYTES;

    private DoubleVectorMembrane() {}

    static void ramp(double[] c, long[] at, int n) {
        double offset = c[0];
        double factor = c[1];
        DoubleVector height = broadcast(F64, c[2]);
        long from = at[0];
        long to = at[1];
        for (int i = 0; i < n; i += DOUBLES) {
            DoubleVector z = doubles(ALL, from + i * E).add(offset).mul(factor);
            DoubleVector series = z.mul(z).mul((1.0 / 12)).add(z.mul(0.5)).add(1);
            DoubleVector away = z.div(DoubleLanes.expm1(z.neg()).neg());
            DoubleVector y = away.blend(series, z.abs().compare(VectorOperators.LT, 1e-3));
            put(y.mul(height), ALL, to + i * E);
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

    static void slope(double[] c, long[] at, int n) {
        DoubleVector gNa = broadcast(F64, c[0]);
        DoubleVector gK = broadcast(F64, c[1]);
        DoubleVector leak = broadcast(F64, c[2]);
        DoubleVector vNa = broadcast(F64, c[3]);
        DoubleVector vK = broadcast(F64, c[4]);
        DoubleVector leakDrive = broadcast(F64, c[5]);
        DoubleVector capacitance = broadcast(F64, c[6]);
        for (int i = 0; i < n; i += DOUBLES) {
            DoubleVector m = doubles(ALL, at[2] + i * E);
            DoubleVector k = doubles(ALL, at[4] + i * E);
            DoubleVector sodium = m.mul(m).mul(m).mul(doubles(ALL, at[3] + i * E)).mul(gNa);
            DoubleVector square = k.mul(k);
            DoubleVector potassium = square.mul(square).mul(gK);
            DoubleVector total = sodium.add(potassium).add(doubles(ALL, at[5] + i * E).add(leak));
            DoubleVector drive = sodium.mul(vNa).add(potassium.mul(vK)).add(leakDrive);
            DoubleVector in = doubles(ALL, at[0] + i * E).add(drive);
            DoubleVector out = total.mul(doubles(ALL, at[1] + i * E));
            put(in.sub(out).div(capacitance), ALL, at[6] + i * E);
        }
    }

    static void relax(double[] c, long[] at, int n) {
        DoubleVector gNa = broadcast(F64, c[0]);
        DoubleVector gK = broadcast(F64, c[1]);
        DoubleVector leak = broadcast(F64, c[2]);
        DoubleVector vNa = broadcast(F64, c[3]);
        DoubleVector vK = broadcast(F64, c[4]);
        DoubleVector leakDrive = broadcast(F64, c[5]);
        double time = c[7];
        for (int i = 0; i < n; i += DOUBLES) {
            DoubleVector m = doubles(ALL, at[2] + i * E);
            DoubleVector k = doubles(ALL, at[4] + i * E);
            DoubleVector sodium = m.mul(m).mul(m).mul(doubles(ALL, at[3] + i * E)).mul(gNa);
            DoubleVector square = k.mul(k);
            DoubleVector potassium = square.mul(square).mul(gK);
            DoubleVector total = sodium.add(potassium).add(doubles(ALL, at[5] + i * E).add(leak));
            DoubleVector drive = sodium.mul(vNa).add(potassium.mul(vK)).add(leakDrive);
            DoubleVector end = doubles(ALL, at[0] + i * E).add(drive).div(total);
            DoubleVector away = doubles(ALL, at[1] + i * E).sub(end);
            put(away.mul(DoubleLanes.exp(total.mul(time))).add(end), ALL, at[6] + i * E);
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
