/*
 * Steps of optimisers on a parameter w with gradient g, element by element; new values may take the
 * place of old ones. `decay` times w is added to the gradient.
 */
#include "types.h"

#define DECAYED_GRADIENT (decay == 0 ? g[i] : g[i] + w[i] * decay)

/* w is scaled by `kept` first; rate and root correct the bias of m and √v. */
KERNEL(adam_step)
(OUT(T, new_w), OUT(T, new_m), OUT(T, new_v), IN(T, w), IN(T, g), IN(T, m), IN(T, v), T decay,
 T kept, T beta1, T rest1, T beta2, T rest2, T rate, T root, T epsilon, LONG n) {
    BEGIN(new_w);
    BEGIN(new_m);
    BEGIN(new_v);
    BEGIN(w);
    BEGIN(g);
    BEGIN(m);
    BEGIN(v);
    LONG i = ITEM;
    if (i < n) {
        T slope = DECAYED_GRADIENT;
        T first = m[i] * beta1 + slope * rest1;
        T second = v[i] * beta2 + slope * slope * rest2;
        new_w[i] = w[i] * kept - first * rate / (sqrt(second) * root + epsilon);
        new_m[i] = first;
        new_v[i] = second;
    }
}

KERNEL(sgd_step)(OUT(T, new_w), IN(T, w), IN(T, g), T decay, T scale, T rate, LONG n) {
    BEGIN(new_w);
    BEGIN(w);
    BEGIN(g);
    LONG i = ITEM;
    if (i < n) {
        new_w[i] = w[i] - DECAYED_GRADIENT * scale * rate;
    }
}

/* With Nesterov's look-ahead the step goes where the next one would begin. */
KERNEL(momentum_step)
(OUT(T, new_w), OUT(T, new_v), IN(T, w), IN(T, g), IN(T, v), T decay, T scale, T rate, T momentum,
 LONG nesterov, LONG n) {
    BEGIN(new_w);
    BEGIN(new_v);
    BEGIN(w);
    BEGIN(g);
    BEGIN(v);
    LONG i = ITEM;
    if (i < n) {
        T slope = DECAYED_GRADIENT * scale;
        T velocity = v[i] * momentum + slope;
        new_w[i] = w[i] - (nesterov ? slope + velocity * momentum : velocity) * rate;
        new_v[i] = velocity;
    }
}

/* The gradient over the root of a mean (RMSProp) or sum (Adagrad) of its squares. */
KERNEL(root_step)
(OUT(T, new_w), OUT(T, new_s), IN(T, w), IN(T, g), IN(T, s), T decay, T kept, T added, T rate,
 T epsilon, LONG n) {
    BEGIN(new_w);
    BEGIN(new_s);
    BEGIN(w);
    BEGIN(g);
    BEGIN(s);
    LONG i = ITEM;
    if (i < n) {
        T slope = DECAYED_GRADIENT;
        T squares = s[i] * kept + slope * slope * added;
        new_w[i] = w[i] - slope * rate / (sqrt(squares) + epsilon);
        new_s[i] = squares;
    }
}
