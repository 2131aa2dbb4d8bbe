/*
 * A step of Hodgkin and Huxley's neuron (1952), one work item each: potential v in mV, gates m, h
 * and n; time in ms.
 */
#include "types.h"
#include "sigmoid.h"

typedef struct {
    T v, m, h, n;
} STATE;

/* Capacitance; of sodium, potassium and leak the conductances and reversal potentials. */
typedef struct {
    T c, g_na, g_k, g_l, v_na, v_k, v_l;
} MEMBRANE;

/* A gate's opening and closing rates. */
typedef struct {
    T alpha, beta;
} RATES;

/* x/(1 - e^-x), near its removable singularity by its series. */
INLINE T ramp(T x) {
    int near = fabs(x) < LIT(1e-3);
    T away = near ? 1 : x;
    T series = x * x * LIT(0.083333333333333333) + x * LIT(0.5) + 1;
    return near ? series : away / -expm1(-away);
}

INLINE RATES rates_m(T v) {
    RATES r;
    r.alpha = ramp((v + 40) * LIT(0.1));
    r.beta = exp((v + 65) * LIT(-0.055555555555555556)) * 4;
    return r;
}

INLINE RATES rates_h(T v) {
    RATES r;
    r.alpha = exp((v + 65) * LIT(-0.05)) * LIT(0.07);
    r.beta = sigmoid((v + 35) * LIT(0.1));
    return r;
}

INLINE RATES rates_n(T v) {
    RATES r;
    r.alpha = ramp((v + 55) * LIT(0.1)) * LIT(0.1);
    r.beta = exp((v + 65) * LIT(-0.0125)) * LIT(0.125);
    return r;
}

INLINE T gate_slope(RATES r, T x) {
    return r.alpha * (1 - x) - r.beta * x;
}

/* Where a gate stands after dt with fixed rates. */
INLINE T gate_relaxed(RATES r, T x, T dt) {
    T total = r.alpha + r.beta;
    T end = r.alpha / total;
    return end + (x - end) * exp(total * -dt);
}

INLINE T sodium(MEMBRANE c, STATE y) {
    return y.m * y.m * y.m * y.h * c.g_na;
}

INLINE T potassium(MEMBRANE c, STATE y) {
    return y.n * y.n * (y.n * y.n) * c.g_k;
}

INLINE T conductance(MEMBRANE c, STATE y) {
    return sodium(c, y) + potassium(c, y) + c.g_l;
}

/* The injected current and what the conductances drive. */
INLINE T drive(MEMBRANE c, STATE y, T current) {
    return current + (sodium(c, y) * c.v_na + potassium(c, y) * c.v_k + c.g_l * c.v_l);
}

INLINE STATE slope(MEMBRANE c, STATE y, T current) {
    STATE s;
    s.v = (drive(c, y, current) - conductance(c, y) * y.v) / c.c;
    s.m = gate_slope(rates_m(y.v), y.m);
    s.h = gate_slope(rates_h(y.v), y.h);
    s.n = gate_slope(rates_n(y.v), y.n);
    return s;
}

INLINE STATE plus(STATE y, STATE slope, T dt) {
    y.v += slope.v * dt;
    y.m += slope.m * dt;
    y.h += slope.h * dt;
    y.n += slope.n * dt;
    return y;
}

/* With fixed gates the potential's equation is linear. */
INLINE T potential_relaxed(MEMBRANE c, STATE y, T current, T dt) {
    T total = conductance(c, y);
    T end = drive(c, y, current) / total;
    return end + (y.v - end) * exp(total * (-dt / c.c));
}

INLINE STATE gates_relaxed(STATE y, T v, T at, T dt) {
    y.v = v;
    y.m = gate_relaxed(rates_m(at), y.m, dt);
    y.h = gate_relaxed(rates_h(at), y.h, dt);
    y.n = gate_relaxed(rates_n(at), y.n, dt);
    return y;
}

INLINE STATE euler(MEMBRANE c, STATE y, T current, T dt) {
    return plus(y, slope(c, y, current), dt);
}

INLINE STATE exponential_euler(MEMBRANE c, STATE y, T current, T dt) {
    return gates_relaxed(y, potential_relaxed(c, y, current, dt), y.v, dt);
}

INLINE STATE staggered(MEMBRANE c, STATE y, T current, T dt) {
    T v = potential_relaxed(c, y, current, dt);
    return gates_relaxed(y, v, v, dt);
}

INLINE STATE rk4(MEMBRANE c, STATE y, T current, T dt) {
    STATE k1 = slope(c, y, current);
    STATE k2 = slope(c, plus(y, k1, dt / 2), current);
    STATE k3 = slope(c, plus(y, k2, dt / 2), current);
    STATE k4 = slope(c, plus(y, k3, dt), current);
    return plus(plus(plus(plus(y, k1, dt / 6), k2, dt / 3), k3, dt / 3), k4, dt / 6);
}

#define HODGKIN_HUXLEY(method)                                                              \
    KERNEL(hodgkin_huxley_##method)                                                         \
    (OUT(T, new_v), OUT(T, new_m), OUT(T, new_h), OUT(T, new_n), IN(T, currents), IN(T, v), \
     IN(T, m), IN(T, h), IN(T, n), T capacitance, T g_na, T g_k, T g_l, T v_na, T v_k, T v_l, \
     T dt, LONG neurons) {                                                                  \
        BEGIN(new_v);                                                                       \
        BEGIN(new_m);                                                                       \
        BEGIN(new_h);                                                                       \
        BEGIN(new_n);                                                                       \
        BEGIN(currents);                                                                    \
        BEGIN(v);                                                                           \
        BEGIN(m);                                                                           \
        BEGIN(h);                                                                           \
        BEGIN(n);                                                                           \
        LONG i = ITEM;                                                                      \
        if (i < neurons) {                                                                  \
            MEMBRANE c = {capacitance, g_na, g_k, g_l, v_na, v_k, v_l};                     \
            STATE y = {v[i], m[i], h[i], n[i]};                                             \
            y = method(c, y, currents[i], dt);                                              \
            new_v[i] = y.v;                                                                 \
            new_m[i] = y.m;                                                                 \
            new_h[i] = y.h;                                                                 \
            new_n[i] = y.n;                                                                 \
        }                                                                                   \
    }

HODGKIN_HUXLEY(euler)
HODGKIN_HUXLEY(exponential_euler)
HODGKIN_HUXLEY(staggered)
HODGKIN_HUXLEY(rk4)
