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

/** {@link DoubleScalarLif} on vectors, line by line; n is a multiple of the lanes. */
final class DoubleVectorLif {
    private static final long E = Double.BYTES;

    private DoubleVectorLif() {}

    static void spike(double[] c, long[] at, int n) {
        long from = at[0];
        long to = at[1];
        DoubleVector zero = broadcast(F64, 0);
        for (int i = 0; i < n; i += DOUBLES) {
            DoubleVector x = doubles(ALL, from + i * E);
            put(zero.blend(1, x.compare(VectorOperators.GT, 0)), ALL, to + i * E);
        }
    }

    static void step(double[] c, long[] at, int n) {
        DoubleVector decay = broadcast(F64, c[0]);
        DoubleVector gain = broadcast(F64, c[1]);
        DoubleVector threshold = broadcast(F64, c[2]);
        DoubleVector refractory = broadcast(F64, c[3]);
        DoubleVector kept = broadcast(F64, c[4]);
        DoubleVector taken = broadcast(F64, c[5]);
        DoubleVector zero = broadcast(F64, 0);
        long currents = at[0];
        long fromV = at[1];
        long fromHold = at[2];
        long spikes = at[3];
        long potentials = at[4];
        long toV = at[5];
        long toHold = at[6];
        for (int i = 0; i < n; i += DOUBLES) {
            DoubleVector hold = doubles(ALL, fromHold + i * E);
            VectorMask<Double> held = hold.compare(VectorOperators.GT, 0);
            DoubleVector v = doubles(ALL, fromV + i * E);
            DoubleVector free = v.mul(decay).add(doubles(ALL, currents + i * E).mul(gain));
            DoubleVector u = free.blend(v, held);
            VectorMask<Double> spiked =
                    u.sub(threshold).compare(VectorOperators.GT, 0).andNot(held);
            put(zero.blend(1, spiked), ALL, spikes + i * E);
            put(u, ALL, potentials + i * E);
            put(u.blend(u.mul(kept).sub(taken), spiked), ALL, toV + i * E);
            put(hold.sub(1).max(0).blend(refractory, spiked), ALL, toHold + i * E);
        }
    }

    static void hold(double[] c, long[] at, int n) {
        DoubleVector refractory = broadcast(F64, c[3]);
        long spikes = at[0];
        long from = at[1];
        long now = at[2];
        long next = at[3];
        for (int i = 0; i < n; i += DOUBLES) {
            DoubleVector hold = doubles(ALL, from + i * E);
            put(hold, ALL, now + i * E);
            VectorMask<Double> spiked = doubles(ALL, spikes + i * E).compare(VectorOperators.GT, 0);
            put(hold.sub(1).max(0).blend(refractory, spiked), ALL, next + i * E);
        }
    }

    static void back(double[] c, long[] at, int n) {
        DoubleVector decay = broadcast(F64, c[0]);
        DoubleVector gain = broadcast(F64, c[1]);
        DoubleVector jump = broadcast(F64, c[2]);
        DoubleVector constant = broadcast(F64, c[3]);
        DoubleVector lost = broadcast(F64, c[4]);
        DoubleVector one = broadcast(F64, 1);
        long spikes = at[0];
        long potentials = at[1];
        long slopes = at[2];
        long ofSpikes = at[3];
        long ofPotentials = at[4];
        long holds = at[5];
        long fromV = at[6];
        long toCurrents = at[7];
        long toV = at[8];
        for (int i = 0; i < n; i += DOUBLES) {
            VectorMask<Double> held = doubles(ALL, holds + i * E).compare(VectorOperators.GT, 0);
            DoubleVector dv = doubles(ALL, fromV + i * E);
            DoubleVector change = doubles(ALL, potentials + i * E).mul(jump).add(constant);
            DoubleVector ds = doubles(ALL, ofSpikes + i * E).add(dv.mul(change));
            DoubleVector through = ds.mul(doubles(ALL, slopes + i * E)).blend(0, held);
            DoubleVector rest = one.sub(doubles(ALL, spikes + i * E).mul(lost));
            DoubleVector du = doubles(ALL, ofPotentials + i * E).add(dv.mul(rest)).add(through);
            put(du.mul(gain).blend(0, held), ALL, toCurrents + i * E);
            put(du.mul(decay).blend(du, held), ALL, toV + i * E);
        }
    }

    /** One loop for each heavy function; the relaxed potential waits where the new one goes. */
    static void event(double[] c, long[] at, int n) {
        relax(c, at[0], at[1], at[2], at[4], n);
        fire(c, at, n);
    }

    private static void relax(double[] c, long currents, long from, long hold, long to, int n) {
        DoubleVector dt = broadcast(F64, c[0]);
        DoubleVector rate = broadcast(F64, -c[1]);
        for (int i = 0; i < n; i += DOUBLES) {
            DoubleVector w = doubles(ALL, hold + i * E).sub(dt);
            DoubleVector free = dt.sub(w).max(0).min(dt);
            DoubleVector v = doubles(ALL, from + i * E);
            DoubleVector part = DoubleLanes.expm1(free.mul(rate));
            put(v.sub(doubles(ALL, currents + i * E)).mul(part).add(v), ALL, to + i * E);
        }
    }

    private static void fire(double[] c, long[] at, int n) {
        DoubleVector dt = broadcast(F64, c[0]);
        DoubleVector tau = broadcast(F64, c[2]);
        DoubleVector refractory = broadcast(F64, c[3]);
        DoubleVector lowest = broadcast(F64, c[4]);
        DoubleVector zero = broadcast(F64, 0);
        long currents = at[0];
        long fromHold = at[2];
        long spikes = at[3];
        long potentials = at[4];
        long toHold = at[5];
        for (int i = 0; i < n; i += DOUBLES) {
            DoubleVector w = doubles(ALL, fromHold + i * E).sub(dt);
            DoubleVector relaxed = doubles(ALL, potentials + i * E);
            DoubleVector over = relaxed.sub(1);
            VectorMask<Double> spiked = over.compare(VectorOperators.GT, 0);
            DoubleVector drive = doubles(ALL, currents + i * E).sub(1);
            DoubleVector ratio = zero.blend(over.div(drive), spiked);
            DoubleVector sinceStart = DoubleLanes.log1p(ratio.neg()).mul(tau).add(dt);
            DoubleVector bounded =
                    relaxed.blend(lowest, relaxed.compare(VectorOperators.LT, lowest));
            put(zero.blend(1, spiked), ALL, spikes + i * E);
            put(bounded.blend(0, spiked), ALL, potentials + i * E);
            put(w.blend(sinceStart.add(refractory), spiked), ALL, toHold + i * E);
        }
    }
}
