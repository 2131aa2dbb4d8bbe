package org.ranvier.cpu.recurrent;

import static org.ranvier.cpu.math.Lanes.FLOATS;

import jdk.incubator.vector.FloatVector;
import org.ranvier.cpu.math.FloatLanes;
import org.ranvier.cpu.math.Lanes;
import org.ranvier.cpu.memory.Raw;

/** The passes of {@link GateLoops} on F32, {@link FloatGates} line by line, on whole vectors. */
final class LaneGates {
    private LaneGates() {}

    /** A pass over any number of elements; those that do not fill a vector go one by one. */
    static Loop whole(Loop vectors, Loop scalar) {
        return (p, n) -> {
            int filled = n & -FLOATS;
            vectors.run(p, filled);
            if (filled < n) {
                long[] rest = p.clone();
                for (int i = 0; i < rest.length; i++) {
                    rest[i] += 4L * filled;
                }
                scalar.run(rest, n - filled);
            }
        };
    }

    private static FloatVector get(long at, int i) {
        return Lanes.floats(Raw.ALL, at + 4L * i);
    }

    private static void set(long at, int i, FloatVector x) {
        Lanes.put(x, Raw.ALL, at + 4L * i);
    }

    /** {@code 1 − x}. */
    private static FloatVector rest(FloatVector x) {
        return FloatVector.broadcast(Lanes.F32, 1).sub(x);
    }

    static void sigmoidOfSum(long[] p, int n) {
        long a = p[0];
        long b = p[1];
        long y = p[2];
        for (int i = 0; i < n; i += FLOATS) {
            set(y, i, FloatLanes.sigmoid(get(a, i).add(get(b, i))));
        }
    }

    static void tanhOfSum(long[] p, int n) {
        long a = p[0];
        long b = p[1];
        long y = p[2];
        for (int i = 0; i < n; i += FLOATS) {
            set(y, i, FloatLanes.tanh(get(a, i).add(get(b, i))));
        }
    }

    static void tanh(long[] p, int n) {
        long x = p[0];
        long y = p[1];
        for (int i = 0; i < n; i += FLOATS) {
            set(y, i, FloatLanes.tanh(get(x, i)));
        }
    }

    static void sum(long[] p, int n) {
        long a = p[0];
        long b = p[1];
        long y = p[2];
        for (int i = 0; i < n; i += FLOATS) {
            set(y, i, get(a, i).add(get(b, i)));
        }
    }

    static void product(long[] p, int n) {
        long a = p[0];
        long b = p[1];
        long y = p[2];
        for (int i = 0; i < n; i += FLOATS) {
            set(y, i, get(a, i).mul(get(b, i)));
        }
    }

    static void cell(long[] p, int n) {
        long in = p[0];
        long forget = p[1];
        long candidate = p[2];
        long c = p[3];
        long y = p[4];
        for (int i = 0; i < n; i += FLOATS) {
            FloatVector kept = get(forget, i).mul(get(c, i));
            set(y, i, kept.add(get(in, i).mul(get(candidate, i))));
        }
    }

    static void lstmSlopes(long[] p, int n) {
        for (int k = 0; k < n; k += FLOATS) {
            FloatVector i = get(p[0], k);
            FloatVector f = get(p[1], k);
            FloatVector g = get(p[2], k);
            FloatVector o = get(p[3], k);
            FloatVector t = get(p[4], k);
            FloatVector dh = get(p[6], k);
            FloatVector dc = dh.mul(o).mul(rest(t.mul(t))).add(get(p[7], k));
            set(p[8], k, dc.mul(g).mul(i.mul(rest(i))));
            set(p[9], k, dc.mul(get(p[5], k)).mul(f.mul(rest(f))));
            set(p[10], k, dc.mul(i).mul(rest(g.mul(g))));
            set(p[11], k, dh.mul(t).mul(o.mul(rest(o))));
            set(p[12], k, dc.mul(f));
        }
    }

    static void candidate(long[] p, int n) {
        long a = p[0];
        long r = p[1];
        long e = p[2];
        long y = p[3];
        for (int i = 0; i < n; i += FLOATS) {
            set(y, i, FloatLanes.tanh(get(a, i).add(get(r, i).mul(get(e, i)))));
        }
    }

    static void blend(long[] p, int n) {
        long candidate = p[0];
        long z = p[1];
        long h = p[2];
        long y = p[3];
        for (int i = 0; i < n; i += FLOATS) {
            FloatVector v = get(candidate, i);
            set(y, i, v.add(get(z, i).mul(get(h, i).sub(v))));
        }
    }

    static void gruSlopes(long[] p, int n) {
        for (int k = 0; k < n; k += FLOATS) {
            FloatVector r = get(p[0], k);
            FloatVector z = get(p[1], k);
            FloatVector candidate = get(p[2], k);
            FloatVector dh = get(p[5], k);
            FloatVector dn = dh.mul(rest(z)).mul(rest(candidate.mul(candidate)));
            FloatVector dr = dn.mul(get(p[3], k)).mul(r.mul(rest(r)));
            FloatVector dz = dh.mul(get(p[4], k).sub(candidate)).mul(z.mul(rest(z)));
            set(p[6], k, dr);
            set(p[7], k, dz);
            set(p[8], k, dn);
            set(p[9], k, dr);
            set(p[10], k, dz);
            set(p[11], k, dn.mul(r));
            set(p[12], k, dh.mul(z));
        }
    }
}
