/*
 * Steps of optimisers on a parameter w with gradient g, or on up to twelve of them, element by
 * element, in place. The numbers of a step are arguments, or stand in memory.
 */
#include "types.h"
#include "elements.h"

#define EACH(X) X(0) X(1) X(2) X(3) X(4) X(5) X(6) X(7) X(8) X(9) X(10) X(11)

#define SLOT_0(k) OUT(T, w##k), IN(T, g##k), LONG n##k,
#define SLOT_1(k) OUT(T, w##k), IN(T, g##k), OUT(T, s##k), LONG n##k,
#define SLOT_2(k) OUT(T, w##k), IN(T, g##k), OUT(T, s##k), OUT(T, r##k), LONG n##k,

#define TAKE_0(k) w = w##k + w##k##_offset; g = g##k + g##k##_offset; n = n##k;
#define TAKE_1(k) TAKE_0(k) s = s##k + s##k##_offset;
#define TAKE_2(k) TAKE_1(k) r = r##k + r##k##_offset;

#define AT_0 w + i, g + i
#define AT_1 AT_0, s + i
#define AT_2 AT_1, r + i

#define TENSORS                             \
    GLOBAL T *w = w0, *s = w0, *r = w0;     \
    GLOBAL const T* g = g0;                 \
    LONG n = 0;

#define STEP(states, step, numbers)         \
    TENSORS                                 \
    TAKE_##states(0)                        \
    FOR_ELEMENTS(i, n) {                    \
        step(AT_##states, numbers);         \
    }

/* Each parameter has groups of its own, one after the other, of so many elements. */
#define SHARE (4 * GROUP)

#define TAKE_NEXT(states, k)                \
    if (GROUP_ID >= next) {                 \
        first = next;                       \
        TAKE_##states(k)                    \
    }                                       \
    next += (n##k + SHARE - 1) / SHARE;
#define TAKE_NEXT_0(k) TAKE_NEXT(0, k)
#define TAKE_NEXT_1(k) TAKE_NEXT(1, k)
#define TAKE_NEXT_2(k) TAKE_NEXT(2, k)

#define STEP_OF_MANY(states, step, numbers)                 \
    TENSORS                                                 \
    LONG first = 0, next = 0;                               \
    EACH(TAKE_NEXT_##states)                                \
    LONG i = (GROUP_ID - first) * SHARE + LOCAL_ID;         \
    UNROLL                                                  \
    for (int part = 0; part < SHARE / GROUP; part++) {      \
        if (i < n) {                                        \
            step(AT_##states, numbers);                     \
        }                                                   \
        i += GROUP;                                         \
    }

#define NUMBERS_3(X) X(0), X(1), X(2)
#define NUMBERS_5(X) NUMBERS_3(X), X(3), X(4)
#define NUMBERS_6(X) NUMBERS_5(X), X(5)
#define NUMBERS_9(X) NUMBERS_6(X), X(6), X(7), X(8)
#define ARGUMENT(k) T c##k
#define VALUE(k) c##k
#define IN_MEMORY(k) c[k]

#define KERNELS(name, states, count)                                           \
    ELEMENTS(name##_step)(SLOT_##states(0) NUMBERS_##count(ARGUMENT)) {                \
        STEP(states, name, NUMBERS_##count(VALUE))                                   \
    }                                                                                \
    ELEMENTS(name##_step_given)(SLOT_##states(0) IN(T, c)) {                           \
        BEGIN(c);                                                                    \
        STEP(states, name, NUMBERS_##count(IN_MEMORY))                               \
    }                                                                                \
    KERNEL(name##_steps)(EACH(SLOT_##states) NUMBERS_##count(ARGUMENT)) {            \
        STEP_OF_MANY(states, name, NUMBERS_##count(VALUE))                           \
    }                                                                                \
    KERNEL(name##_steps_given)(EACH(SLOT_##states) IN(T, c)) {                       \
        BEGIN(c);                                                                    \
        STEP_OF_MANY(states, name, NUMBERS_##count(IN_MEMORY))                       \
    }

INLINE T decayed(T w, T g, T decay) {
    return decay == 0 ? g : g + w * decay;
}

/* w is scaled by `kept` first; rate and root correct the bias of m and √v. */
INLINE void adam(GLOBAL T* w, GLOBAL const T* g, GLOBAL T* m, GLOBAL T* v, T decay, T kept,
                 T beta1, T rest1, T beta2, T rest2, T rate, T root, T epsilon) {
    T slope = decayed(*w, *g, decay);
    T first = *m * beta1 + slope * rest1;
    T second = *v * beta2 + slope * slope * rest2;
    *w = *w * kept - first * rate / (sqrt(second) * root + epsilon);
    *m = first;
    *v = second;
}

INLINE void sgd(GLOBAL T* w, GLOBAL const T* g, T decay, T scale, T rate) {
    *w = *w - decayed(*w, *g, decay) * scale * rate;
}

INLINE void momentum(GLOBAL T* w, GLOBAL const T* g, GLOBAL T* v, T decay, T scale, T rate,
                     T beta, T along_slope, T along_velocity) {
    T slope = decayed(*w, *g, decay) * scale;
    T velocity = *v * beta + slope;
    *w = *w - (slope * along_slope + velocity * along_velocity) * rate;
    *v = velocity;
}

/* The gradient over the root of a mean (RMSProp) or sum (Adagrad) of its squares. */
INLINE void root(GLOBAL T* w, GLOBAL const T* g, GLOBAL T* s, T decay, T kept, T added, T rate,
                 T epsilon) {
    T slope = decayed(*w, *g, decay);
    T squares = *s * kept + slope * slope * added;
    *w = *w - slope * rate / (sqrt(squares) + epsilon);
    *s = squares;
}

KERNELS(adam, 2, 9)
KERNELS(sgd, 0, 3)
KERNELS(momentum, 1, 6)
KERNELS(root, 1, 5)
