package org.ranvier.cpu.recurrent;

import org.ranvier.cpu.math.DoubleMath;
import org.ranvier.cpu.memory.Raw;

/** The passes of {@link GateLoops} on F64, one element at a time. */
final class DoubleGates {
    private DoubleGates() {}

    private static double get(long at, int i) {
        return Raw.ALL.get(Raw.DOUBLE, at + 8L * i);
    }

    private static void set(long at, int i, double x) {
        Raw.ALL.set(Raw.DOUBLE, at + 8L * i, x);
    }

    static void sigmoidOfSum(long[] p, int n) {
        for (int i = 0; i < n; i++) {
            set(p[2], i, DoubleMath.sigmoid(get(p[0], i) + get(p[1], i)));
        }
    }

    static void tanhOfSum(long[] p, int n) {
        for (int i = 0; i < n; i++) {
            set(p[2], i, DoubleMath.tanh(get(p[0], i) + get(p[1], i)));
        }
    }

    static void tanh(long[] p, int n) {
        for (int i = 0; i < n; i++) {
            set(p[1], i, DoubleMath.tanh(get(p[0], i)));
        }
    }

    static void sum(long[] p, int n) {
        for (int i = 0; i < n; i++) {
            set(p[2], i, get(p[0], i) + get(p[1], i));
        }
    }

    static void product(long[] p, int n) {
        for (int i = 0; i < n; i++) {
            set(p[2], i, get(p[0], i) * get(p[1], i));
        }
    }

    static void cell(long[] p, int n) {
        for (int i = 0; i < n; i++) {
            set(p[4], i, get(p[1], i) * get(p[3], i) + get(p[0], i) * get(p[2], i));
        }
    }

    static void lstmSlopes(long[] p, int n) {
        for (int k = 0; k < n; k++) {
            double i = get(p[0], k);
            double f = get(p[1], k);
            double g = get(p[2], k);
            double o = get(p[3], k);
            double t = get(p[4], k);
            double c = get(p[5], k);
            double dh = get(p[6], k);
            double dc = dh * o * (1 - t * t) + get(p[7], k);
            set(p[8], k, dc * g * (i * (1 - i)));
            set(p[9], k, dc * c * (f * (1 - f)));
            set(p[10], k, dc * i * (1 - g * g));
            set(p[11], k, dh * t * (o * (1 - o)));
            set(p[12], k, dc * f);
        }
    }

    static void candidate(long[] p, int n) {
        for (int i = 0; i < n; i++) {
            set(p[3], i, DoubleMath.tanh(get(p[0], i) + get(p[1], i) * get(p[2], i)));
        }
    }

    static void blend(long[] p, int n) {
        for (int i = 0; i < n; i++) {
            double candidate = get(p[0], i);
            set(p[3], i, candidate + get(p[1], i) * (get(p[2], i) - candidate));
        }
    }

    static void gruSlopes(long[] p, int n) {
        for (int k = 0; k < n; k++) {
            double r = get(p[0], k);
            double z = get(p[1], k);
            double candidate = get(p[2], k);
            double dh = get(p[5], k);
            double dn = dh * (1 - z) * (1 - candidate * candidate);
            double dr = dn * get(p[3], k) * (r * (1 - r));
            double dz = dh * (get(p[4], k) - candidate) * (z * (1 - z));
            set(p[6], k, dr);
            set(p[7], k, dz);
            set(p[8], k, dn);
            set(p[9], k, dr);
            set(p[10], k, dz);
            set(p[11], k, dn * r);
            set(p[12], k, dh * z);
        }
    }
}
