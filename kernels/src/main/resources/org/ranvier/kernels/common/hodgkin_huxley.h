/*
 * A step of Hodgkin and Huxley's neuron (1952), one work item each: potential v in mV, gates m, h
 * and n; time in ms.
 */
#include "types.h"
#include "sigmoid.h"
#include "elements.h"

typedef struct {
    T v, m, h, n;
} STATE;

/* Capacitance; of sodium, potassium and leak the conductances and reversal potentials. */
typedef struct {
    T c, g_na, g_k, g_l, v_na, v_k, v_l;
} MEMBRANE;

/* A rate: scale times what its form makes of (v + offset) factor. */
typedef struct {
    T offset, factor, scale;
    LONG form;
} RATE;

/* How a gate opens and closes. */
typedef struct {
    RATE alpha, beta;
} GATE;

/* A gate's opening and closing rates at some potential. */
typedef struct {
    T alpha, beta;
} RATES;

/* All that is fixed during a step; current and leak include what synapses bring. */
typedef struct {
    MEMBRANE membrane;
    GATE m, h, n;
    T current, leak;
} CELL;

/* x/(1 - e^-x), near its removable singularity by its series. */
INLINE T ramp(T x) {
    int near = fabs(x) < LIT(1e-3);
    T away = near ? 1 : x;
    T series = x * x * LIT(0.083333333333333333) + x * LIT(0.5) + 1;
    return near ? series : away / -expm1(-away);
}

/* The forms in the order in which the operation names them. */
INLINE T rate(RATE r, T v) {
    T z = (v + r.offset) * r.factor;
    T f = r.form == 0 ? ramp(z) : r.form == 1 ? exp(z) : sigmoid(z);
    return f * r.scale;
}

INLINE RATES rates(GATE gate, T v) {
    RATES r;
    r.alpha = rate(gate.alpha, v);
    r.beta = rate(gate.beta, v);
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

INLINE T sodium(CELL c, STATE y) {
    return y.m * y.m * y.m * y.h * c.membrane.g_na;
}

INLINE T potassium(CELL c, STATE y) {
    return y.n * y.n * (y.n * y.n) * c.membrane.g_k;
}

INLINE T conductance(CELL c, STATE y) {
    return sodium(c, y) + potassium(c, y) + c.leak;
}

/* The current from outside and what the membrane's conductances drive. */
INLINE T drive(CELL c, STATE y) {
    MEMBRANE m = c.membrane;
    return c.current + (sodium(c, y) * m.v_na + potassium(c, y) * m.v_k + m.g_l * m.v_l);
}

INLINE STATE slope(CELL c, STATE y) {
    STATE s;
    s.v = (drive(c, y) - conductance(c, y) * y.v) / c.membrane.c;
    s.m = gate_slope(rates(c.m, y.v), y.m);
    s.h = gate_slope(rates(c.h, y.v), y.h);
    s.n = gate_slope(rates(c.n, y.v), y.n);
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
INLINE T potential_relaxed(CELL c, STATE y, T dt) {
    T total = conductance(c, y);
    T end = drive(c, y) / total;
    return end + (y.v - end) * exp(total * (-dt / c.membrane.c));
}

INLINE STATE gates_relaxed(CELL c, STATE y, T v, T at, T dt) {
    y.v = v;
    y.m = gate_relaxed(rates(c.m, at), y.m, dt);
    y.h = gate_relaxed(rates(c.h, at), y.h, dt);
    y.n = gate_relaxed(rates(c.n, at), y.n, dt);
    return y;
}

INLINE STATE euler(CELL c, STATE y, T dt) {
    return plus(y, slope(c, y), dt);
}

INLINE STATE exponential_euler(CELL c, STATE y, T dt) {
    return gates_relaxed(c, y, potential_relaxed(c, y, dt), y.v, dt);
}

INLINE STATE staggered(CELL c, STATE y, T dt) {
    T v = potential_relaxed(c, y, dt);
    return gates_relaxed(c, y, v, v, dt);
}

INLINE STATE rk4(CELL c, STATE y, T dt) {
    STATE k1 = slope(c, y);
    STATE k2 = slope(c, plus(y, k1, dt / 2));
    STATE k3 = slope(c, plus(y, k2, dt / 2));
    STATE k4 = slope(c, plus(y, k3, dt));
    return plus(plus(plus(plus(y, k1, dt / 6), k2, dt / 3), k3, dt / 3), k4, dt / 6);
}

#define GATE_ARGS(x)                                                                       \
    T x##_opens_offset, T x##_opens_factor, T x##_opens_scale, T x##_closes_offset,        \
        T x##_closes_factor, T x##_closes_scale

#define FORM_ARGS(x) LONG x##_opens_form, LONG x##_closes_form

#define GATE_OF(x)                                                                         \
    {{x##_opens_offset, x##_opens_factor, x##_opens_scale, x##_opens_form},                \
     {x##_closes_offset, x##_closes_factor, x##_closes_scale, x##_closes_form}}

#define HODGKIN_HUXLEY(method)                                                              \
    ELEMENTS(hodgkin_huxley_##method)                                                       \
    (OUT(T, new_v), OUT(T, new_m), OUT(T, new_h), OUT(T, new_n), IN(T, currents), IN(T, v), \
     IN(T, m), IN(T, h), IN(T, n), IN(T, synapses), T capacitance, T g_na, T g_k, T g_l,    \
     T v_na, T v_k, T v_l, T dt, GATE_ARGS(m), GATE_ARGS(h), GATE_ARGS(n), FORM_ARGS(m),    \
     FORM_ARGS(h), FORM_ARGS(n), LONG has_synapses, LONG neurons) {                         \
        BEGIN(new_v);                                                                       \
        BEGIN(new_m);                                                                       \
        BEGIN(new_h);                                                                       \
        BEGIN(new_n);                                                                       \
        BEGIN(currents);                                                                    \
        BEGIN(v);                                                                           \
        BEGIN(m);                                                                           \
        BEGIN(h);                                                                           \
        BEGIN(n);                                                                           \
        BEGIN(synapses);                                                                    \
        FOR_ELEMENTS(i, neurons) {                                                          \
            CELL c = {{capacitance, g_na, g_k, g_l, v_na, v_k, v_l},                        \
                      GATE_OF(m),                                                           \
                      GATE_OF(h),                                                           \
                      GATE_OF(n),                                                           \
                      currents[i],                                                          \
                      has_synapses ? synapses[i] + g_l : g_l};                              \
            STATE y = {v[i], m[i], h[i], n[i]};                                             \
            y = method(c, y, dt);                                                           \
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
