package org.ranvier.cpu.recurrent;

import org.ranvier.cpu.math.FloatMath;
import org.ranvier.cpu.memory.Raw;

/** The passes of {@link GateLoops} on F32, one element at a time. */
final class FloatGates {
    private FloatGates() {}

    private static float get(long at, int i) {
        return Raw.ALL.get(Raw.FLOAT, at + (long) Float.BYTES * i);
    }

    private static void set(long at, int i, float x) {
        Raw.ALL.set(Raw.FLOAT, at + (long) Float.BYTES * i, x);
    }

    static void sigmoidOfSum(long[] p, int n) {
        for (int i = 0; i < n; i++) {
            set(p[2], i, FloatMath.sigmoid(get(p[0], i) + get(p[1], i)));
        }
    }

    static void tanhOfSum(long[] p, int n) {
        for (int i = 0; i < n; i++) {
            set(p[2], i, FloatMath.tanh(get(p[0], i) + get(p[1], i)));
        }
    }

    static void tanh(long[] p, int n) {
        for (int i = 0; i < n; i++) {
            set(p[1], i, FloatMath.tanh(get(p[0], i)));
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
            float i = get(p[0], k);
            float f = get(p[1], k);
            float g = get(p[2], k);
            float o = get(p[3], k);
            float t = get(p[4], k);
            float c = get(p[5], k);
            float dh = get(p[6], k);
            float dc = dh * o * (1 - t * t) + get(p[7], k);
            set(p[8], k, dc * g * (i * (1 - i)));
            set(p[9], k, dc * c * (f * (1 - f)));
            set(p[10], k, dc * i * (1 - g * g));
            set(p[11], k, dh * t * (o * (1 - o)));
            set(p[12], k, dc * f);
        }
    }

    static void candidate(long[] p, int n) {
        for (int i = 0; i < n; i++) {
            set(p[3], i, FloatMath.tanh(get(p[0], i) + get(p[1], i) * get(p[2], i)));
        }
    }

    static void blend(long[] p, int n) {
        for (int i = 0; i < n; i++) {
            float candidate = get(p[0], i);
            set(p[3], i, candidate + get(p[1], i) * (get(p[2], i) - candidate));
        }
    }

    static void gruSlopes(long[] p, int n) {
        for (int k = 0; k < n; k++) {
            float r = get(p[0], k);
            float z = get(p[1], k);
            float candidate = get(p[2], k);
            float dh = get(p[5], k);
            float dn = dh * (1 - z) * (1 - candidate * candidate);
            float dr = dn * get(p[3], k) * (r * (1 - r));
            float dz = dh * (get(p[4], k) - candidate) * (z * (1 - z));
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
