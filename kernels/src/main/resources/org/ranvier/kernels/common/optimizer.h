/*
 * Steps of optimisers on up to twelve parameters w with gradients g, element by element, in place.
 * Each parameter has groups of its own, one after the other. The numbers of a step are arguments
 * or, if `given`, stand in memory; `decay` times w is added to the gradient.
 */
#include "types.h"

#define EACH(X) X(0) X(1) X(2) X(3) X(4) X(5) X(6) X(7) X(8) X(9) X(10) X(11)

#define SLOT_0(k) OUT(T, w##k), IN(T, g##k), LONG n##k,
#define SLOT_1(k) OUT(T, w##k), IN(T, g##k), OUT(T, s##k), LONG n##k,
#define SLOT_2(k) OUT(T, w##k), IN(T, g##k), OUT(T, s##k), OUT(T, r##k), LONG n##k,

/* Takes parameter k if this group is one of its groups. */
#define TAKE(k, STATES)                                  \
    if (group >= 0 && group * GROUP < n##k) {            \
        w = w##k + w##k##_offset;                        \
        g = g##k + g##k##_offset;                        \
        STATES                                           \
        n = n##k;                                        \
        i = group * GROUP + LOCAL_ID;                    \
    }                                                    \
    group -= (n##k + GROUP - 1) / GROUP;
#define TAKE_0(k) TAKE(k, )
#define TAKE_1(k) TAKE(k, s = s##k + s##k##_offset;)
#define TAKE_2(k) TAKE(k, s = s##k + s##k##_offset; r = r##k + r##k##_offset;)

#define FIND(states)                                     \
    LONG group = GROUP_ID, n = 0, i = 0;                 \
    GLOBAL T* w = w0;                                    \
    GLOBAL const T* g = g0;                              \
    GLOBAL T *s = w0, *r = w0;                           \
    EACH(TAKE_##states)                                  \
    BEGIN(numbers);

#define NUMBER(k, value) (given ? numbers[k] : value)
#define DECAYED_GRADIENT (decay == 0 ? g[i] : g[i] + w[i] * decay)

/* w is scaled by `kept` first; rate and root correct the bias of m and √v. */
KERNEL(adam_step)
(EACH(SLOT_2) IN(T, numbers), LONG given, T c0, T c1, T c2, T c3, T c4, T c5, T c6, T c7, T c8) {
    FIND(2)
    T decay = NUMBER(0, c0), kept = NUMBER(1, c1), beta1 = NUMBER(2, c2), rest1 = NUMBER(3, c3);
    T beta2 = NUMBER(4, c4), rest2 = NUMBER(5, c5), rate = NUMBER(6, c6), root = NUMBER(7, c7);
    T epsilon = NUMBER(8, c8);
    if (i < n) {
        T slope = DECAYED_GRADIENT;
        T first = s[i] * beta1 + slope * rest1;
        T second = r[i] * beta2 + slope * slope * rest2;
        w[i] = w[i] * kept - first * rate / (sqrt(second) * root + epsilon);
        s[i] = first;
        r[i] = second;
    }
}

KERNEL(sgd_step)(EACH(SLOT_0) IN(T, numbers), LONG given, T c0, T c1, T c2) {
    FIND(0)
    T decay = NUMBER(0, c0), scale = NUMBER(1, c1), rate = NUMBER(2, c2);
    if (i < n) {
        w[i] = w[i] - DECAYED_GRADIENT * scale * rate;
    }
}

/* With Nesterov's look-ahead the step goes where the next one would begin. */
KERNEL(momentum_step)
(EACH(SLOT_1) IN(T, numbers), LONG given, T c0, T c1, T c2, T c3, T c4, T c5) {
    FIND(1)
    T decay = NUMBER(0, c0), scale = NUMBER(1, c1), rate = NUMBER(2, c2), momentum = NUMBER(3, c3);
    T along_slope = NUMBER(4, c4), along_velocity = NUMBER(5, c5);
    if (i < n) {
        T slope = DECAYED_GRADIENT * scale;
        T velocity = s[i] * momentum + slope;
        w[i] = w[i] - (slope * along_slope + velocity * along_velocity) * rate;
        s[i] = velocity;
    }
}

/* The gradient over the root of a mean (RMSProp) or sum (Adagrad) of its squares. */
KERNEL(root_step)
(EACH(SLOT_1) IN(T, numbers), LONG given, T c0, T c1, T c2, T c3, T c4) {
    FIND(1)
    T decay = NUMBER(0, c0), kept = NUMBER(1, c1), added = NUMBER(2, c2), rate = NUMBER(3, c3);
    T epsilon = NUMBER(4, c4);
    if (i < n) {
        T slope = DECAYED_GRADIENT;
        T squares = s[i] * kept + slope * slope * added;
        w[i] = w[i] - slope * rate / (sqrt(squares) + epsilon);
        s[i] = squares;
    }
}
