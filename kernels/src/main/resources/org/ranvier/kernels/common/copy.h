/* Copies with conversion from S to T. */
#include "types.h"
#include "views.h"

#if T_TYPE == BOOL
#define CONVERT(x) ((x) != 0)
#elif T_TYPE == I32 && (S_TYPE == F32 || S_TYPE == F64)
/* Towards 0, saturating; NaN gives 0. */
#define CONVERT(x)                                                      \
    ((x) != (x) ? 0                                                     \
                : (x) >= (S) 2147483648 ? 2147483647                    \
                                        : (x) < (S) -2147483648 ? -2147483647 - 1 : (int) (x))
#else
#define CONVERT(x) ((T) (x))
#endif

KERNEL(copy)(OUT(T, y), IN(S, source), LONG n) {
    BEGIN(y);
    BEGIN(source);
    LONG i = ITEM;
    if (i < n) {
        S x = source[i];
        y[i] = CONVERT(x);
    }
}

KERNEL(copy_strided)(OUT(T, y), IN(S, source), LONG n, View view) {
    BEGIN(y);
    BEGIN(source);
    LONG i = ITEM;
    if (i < n) {
        LONG a = 0, b = 0;
        WALK(view, i, a += at * view.stride[0][axis]; b += at * view.stride[1][axis])
        S x = source[b];
        y[a] = CONVERT(x);
    }
}
