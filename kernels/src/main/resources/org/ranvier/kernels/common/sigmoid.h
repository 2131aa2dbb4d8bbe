/* 1/(1 + e^-x), without overflow. */
#include "exp.h"

#ifdef T_FLOATING
INLINE T sigmoid(T x) {
    T e = EXP(-fabs(x));
    return (x < 0 ? e : 1) / (1 + e);
}
#endif
