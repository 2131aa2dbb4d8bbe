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

/** {@link FloatScalarLif} on vectors, line by line; n is a multiple of the lanes. */
final class FloatVectorLif {
    private static final long E = Float.BYTES;

    private FloatVectorLif() {}

    static void spike(double[] c, long[] at, int n) {
        long from = at[0];
        long to = at[1];
        FloatVector zero = broadcast(F32, 0);
        for (int i = 0; i < n; i += FLOATS) {
            FloatVector x = floats(ALL, from + i * E);
            put(zero.blend(1, x.compare(VectorOperators.GT, 0)), ALL, to + i * E);
        }
    }

    static void step(double[] c, long[] at, int n) {
        FloatVector decay = broadcast(F32, (float) c[0]);
        FloatVector gain = broadcast(F32, (float) c[1]);
        FloatVector threshold = broadcast(F32, (float) c[2]);
        FloatVector refractory = broadcast(F32, (float) c[3]);
        FloatVector kept = broadcast(F32, (float) c[4]);
        FloatVector taken = broadcast(F32, (float) c[5]);
        FloatVector zero = broadcast(F32, 0);
        long currents = at[0];
        long fromV = at[1];
        long fromHold = at[2];
        long spikes = at[3];
        long potentials = at[4];
        long toV = at[5];
        long toHold = at[6];
        for (int i = 0; i < n; i += FLOATS) {
            FloatVector hold = floats(ALL, fromHold + i * E);
            VectorMask<Float> held = hold.compare(VectorOperators.GT, 0);
            FloatVector v = floats(ALL, fromV + i * E);
            FloatVector free = v.mul(decay).add(floats(ALL, currents + i * E).mul(gain));
            FloatVector u = free.blend(v, held);
            VectorMask<Float> spiked = u.sub(threshold).compare(VectorOperators.GT, 0).andNot(held);
            put(zero.blend(1, spiked), ALL, spikes + i * E);
            put(u, ALL, potentials + i * E);
            put(u.blend(u.mul(kept).sub(taken), spiked), ALL, toV + i * E);
            put(oneLess(hold).blend(refractory, spiked), ALL, toHold + i * E);
        }
    }

    static void hold(double[] c, long[] at, int n) {
        FloatVector refractory = broadcast(F32, (float) c[3]);
        long spikes = at[0];
        long from = at[1];
        long now = at[2];
        long next = at[3];
        for (int i = 0; i < n; i += FLOATS) {
            FloatVector hold = floats(ALL, from + i * E);
            put(hold, ALL, now + i * E);
            VectorMask<Float> spiked = floats(ALL, spikes + i * E).compare(VectorOperators.GT, 0);
            put(oneLess(hold).blend(refractory, spiked), ALL, next + i * E);
        }
    }

    /** Not below 0; a maximum would care for zeros of either sign and take three times as long. */
    private static FloatVector oneLess(FloatVector hold) {
        FloatVector less = hold.sub(1);
        return broadcast(F32, 0).blend(less, less.compare(VectorOperators.GT, 0));
    }

    static void back(double[] c, long[] at, int n) {
        FloatVector decay = broadcast(F32, (float) c[0]);
        FloatVector gain = broadcast(F32, (float) c[1]);
        FloatVector jump = broadcast(F32, (float) c[2]);
        FloatVector constant = broadcast(F32, (float) c[3]);
        FloatVector lost = broadcast(F32, (float) c[4]);
        FloatVector one = broadcast(F32, 1);
        long spikes = at[0];
        long potentials = at[1];
        long slopes = at[2];
        long ofSpikes = at[3];
        long ofPotentials = at[4];
        long holds = at[5];
        long fromV = at[6];
        long toCurrents = at[7];
        long toV = at[8];
        for (int i = 0; i < n; i += FLOATS) {
            VectorMask<Float> held = floats(ALL, holds + i * E).compare(VectorOperators.GT, 0);
            FloatVector dv = floats(ALL, fromV + i * E);
            FloatVector change = floats(ALL, potentials + i * E).mul(jump).add(constant);
            FloatVector ds = floats(ALL, ofSpikes + i * E).add(dv.mul(change));
            FloatVector through = ds.mul(floats(ALL, slopes + i * E)).blend(0, held);
            FloatVector rest = one.sub(floats(ALL, spikes + i * E).mul(lost));
            FloatVector du = floats(ALL, ofPotentials + i * E).add(dv.mul(rest)).add(through);
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
        FloatVector dt = broadcast(F32, (float) c[0]);
        FloatVector rate = broadcast(F32, -(float) c[1]);
        for (int i = 0; i < n; i += FLOATS) {
            FloatVector w = floats(ALL, hold + i * E).sub(dt);
            FloatVector free = dt.sub(w).max(0).min(dt);
            FloatVector v = floats(ALL, from + i * E);
            FloatVector part = FloatLanes.expm1(free.mul(rate));
            put(v.sub(floats(ALL, currents + i * E)).mul(part).add(v), ALL, to + i * E);
        }
    }

    private static void fire(double[] c, long[] at, int n) {
        FloatVector dt = broadcast(F32, (float) c[0]);
        FloatVector tau = broadcast(F32, (float) c[2]);
        FloatVector refractory = broadcast(F32, (float) c[3]);
        FloatVector lowest = broadcast(F32, (float) c[4]);
        FloatVector zero = broadcast(F32, 0);
        long currents = at[0];
        long fromHold = at[2];
        long spikes = at[3];
        long potentials = at[4];
        long toHold = at[5];
        for (int i = 0; i < n; i += FLOATS) {
            FloatVector w = floats(ALL, fromHold + i * E).sub(dt);
            FloatVector relaxed = floats(ALL, potentials + i * E);
            FloatVector over = relaxed.sub(1);
            VectorMask<Float> spiked = over.compare(VectorOperators.GT, 0);
            FloatVector drive = floats(ALL, currents + i * E).sub(1);
            FloatVector ratio = zero.blend(over.div(drive), spiked);
            FloatVector sinceStart = FloatLanes.log1p(ratio.neg()).mul(tau).add(dt);
            FloatVector bounded =
                    relaxed.blend(lowest, relaxed.compare(VectorOperators.LT, lowest));
            put(zero.blend(1, spiked), ALL, spikes + i * E);
            put(bounded.blend(0, spiked), ALL, potentials + i * E);
            put(w.blend(sinceStart.add(refractory), spiked), ALL, toHold + i * E);
        }
    }
}
