/* Leaky integrate-and-fire neurons, each a work item's own; a series is [steps, neurons]. */
#include "types.h"
#include "sigmoid.h"
#include "elements.h"

ELEMENTS(spike)(OUT(T, y), IN(T, x), LONG n) {
    BEGIN(y);
    BEGIN(x);
    FOR_ELEMENTS(i, n) {
        y[i] = x[i] > 0;
    }
}

/*
 * Runs STEP for every time of this work item's neurons, `at` in the series, with what a neuron
 * keeps in a and b, and LAST for each neuron i at the end. On a processor all neurons go through a
 * time together, as they are neighbours in the series.
 */
#ifdef CPU
#define OVER_TIME(a, first_a, b, first_b, backwards, STEP, LAST)        \
    {                                                                   \
        T a##_of[PIECE], b##_of[PIECE];                                 \
        LONG base = GROUP_ID * PIECE;                                   \
        FOR_ELEMENTS(i, neurons) {                                      \
            a##_of[i - base] = first_a;                                 \
            b##_of[i - base] = first_b;                                 \
        }                                                               \
        for (LONG t = 0; t < steps; t++) {                              \
            LONG row = (backwards ? steps - 1 - t : t) * neurons;       \
            FOR_ELEMENTS(i, neurons) {                                  \
                LONG at = row + i;                                      \
                T a = a##_of[i - base], b = b##_of[i - base];           \
                STEP                                                    \
                a##_of[i - base] = a;                                   \
                b##_of[i - base] = b;                                   \
            }                                                           \
        }                                                               \
        FOR_ELEMENTS(i, neurons) {                                      \
            T a = a##_of[i - base], b = b##_of[i - base];               \
            LAST                                                        \
        }                                                               \
    }
#else
#define OVER_TIME(a, first_a, b, first_b, backwards, STEP, LAST)        \
    {                                                                   \
        FOR_ELEMENTS(i, neurons) {                                      \
            T a = first_a, b = first_b;                                 \
            for (LONG t = 0; t < steps; t++) {                          \
                LONG at = (backwards ? steps - 1 - t : t) * neurons + i; \
                STEP                                                    \
            }                                                           \
            LAST                                                        \
        }                                                               \
    }
#endif

ELEMENTS(lif_steps)
(OUT(T, spikes), OUT(T, potentials), OUT(T, last_v), OUT(T, last_hold), IN(T, currents),
 IN(T, first_v), IN(T, first_hold), T decay, T gain, T threshold, T refractory, LONG subtract,
 LONG neurons, LONG steps) {
    BEGIN(spikes);
    BEGIN(potentials);
    BEGIN(last_v);
    BEGIN(last_hold);
    BEGIN(currents);
    BEGIN(first_v);
    BEGIN(first_hold);
    OVER_TIME(v, first_v[i], hold, first_hold[i], 0,
              T u = hold > 0 ? v : v * decay + currents[at] * gain;
              int over = !(hold > 0) && u - threshold > 0;
              v = !over ? u : subtract ? u - threshold : 0;
              T left = hold - 1 > 0 ? hold - 1 : 0;
              hold = over ? refractory : left;
              spikes[at] = over;
              potentials[at] = u;,
              last_v[i] = v;
              last_hold[i] = hold;)
}

/* The slope of a spike at distance x from the threshold; a is its sharpness. */
#define FAST_SIGMOID(x, a) (1 / ((1 + (a) * fabs(x)) * (1 + (a) * fabs(x))))
#define ARCTAN(x, a) \
    ((a) / 2 / (1 + (LIT(1.5707963267948966) * (a) * (x)) * (LIT(1.5707963267948966) * (a) * (x))))
#define SIGMOID(x, a) ((a) * sigmoid((a) * (x)) * (1 - sigmoid((a) * (x))))
#define STRAIGHT_THROUGH(x, a) 1
#define TRIANGLE(x, a) fmax(LIT(0.0), (a) - (a) * (a) * fabs(x))
#define EXPONENTIAL(x, a) ((a) / 2 * exp(-(a) * fabs(x)))
#define GAUSSIAN(x, a) ((a) * LIT(0.56418958354775629) * exp(-((a) * (x)) * ((a) * (x))))

/*
 * Back through time. How long a neuron is held follows from the spikes: a first pass leaves it
 * where the gradients of the currents come to stand.
 */
#define LIF_GRADIENT(name, SLOPE)                                                             \
    ELEMENTS(lif_gradient_##name)                                                             \
    (OUT(T, dcurrents), OUT(T, dfirst), IN(T, spikes), IN(T, potentials), IN(T, first_hold),  \
     IN(T, dspikes), IN(T, dpotentials), IN(T, dlast), T decay, T gain, T threshold,          \
     T refractory, T sharpness, LONG subtract, LONG through_reset, LONG neurons, LONG steps) { \
        BEGIN(dcurrents);                                                                     \
        BEGIN(dfirst);                                                                        \
        BEGIN(spikes);                                                                        \
        BEGIN(potentials);                                                                    \
        BEGIN(first_hold);                                                                    \
        BEGIN(dspikes);                                                                       \
        BEGIN(dpotentials);                                                                   \
        BEGIN(dlast);                                                                         \
        OVER_TIME(hold, first_hold[i], unused, 0, 0,                                          \
                  dcurrents[at] = hold;                                                       \
                  T left = hold - 1 > 0 ? hold - 1 : 0;                                       \
                  hold = spikes[at] > 0 ? refractory : left;, )                               \
        OVER_TIME(dv, dlast[i], unused, 0, 1,                                                 \
                  int held = dcurrents[at] > 0;                                               \
                  T s = spikes[at];                                                           \
                  T u = potentials[at];                                                       \
                  T jump = subtract ? -threshold : -u;                                        \
                  T ds = dspikes[at] + (through_reset ? dv * jump : 0);                       \
                  T du = dpotentials[at] + dv * (subtract ? 1 : 1 - s);                       \
                  T x = u - threshold;                                                        \
                  du += held ? 0 : ds * SLOPE(x, sharpness);                                  \
                  dcurrents[at] = held ? 0 : du * gain;                                       \
                  dv = held ? du : du * decay;,                                               \
                  dfirst[i] = dv;)                                                            \
    }

LIF_GRADIENT(fast_sigmoid, FAST_SIGMOID)
LIF_GRADIENT(arctan, ARCTAN)
LIF_GRADIENT(sigmoid, SIGMOID)
LIF_GRADIENT(straight_through, STRAIGHT_THROUGH)
LIF_GRADIENT(triangle, TRIANGLE)
LIF_GRADIENT(exponential, EXPONENTIAL)
LIF_GRADIENT(gaussian, GAUSSIAN)

/*
 * A step of neurons whose spikes fall inside it. Where the potential, free for a part of the step,
 * passes 1, the time since is solved for.
 */
ELEMENTS(lif_event_step)
(OUT(T, spikes), OUT(T, new_v), OUT(T, new_w), IN(T, currents), IN(T, v), IN(T, w), T dt, T membrane,
 T refractory, T lowest, LONG neurons) {
    BEGIN(spikes);
    BEGIN(new_v);
    BEGIN(new_w);
    BEGIN(currents);
    BEGIN(v);
    BEGIN(w);
    FOR_ELEMENTS(i, neurons) {
        T current = currents[i];
        T hold = w[i] - dt;
        T free = smaller(larger(dt - hold, 0), dt);
        T relaxed = (v[i] - current) * expm1(-free / membrane) + v[i];
        T over = relaxed - 1;
        int spiked = over > 0;
        T since = dt + membrane * log1p(spiked ? -over / (current - 1) : 0);
        spikes[i] = spiked;
        new_v[i] = spiked ? 0 : relaxed < lowest ? lowest : relaxed;
        new_w[i] = spiked ? since + refractory : hold;
    }
}
