/* Copies with conversion from S to T. */
#include "types.h"
#include "elements.h"

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

ELEMENTS(copy)(OUT(T, y), IN(S, source), LONG n) {
    BEGIN(y);
    BEGIN(source);
    FOR_ELEMENTS(i, n) {
        S x = source[i];
        y[i] = CONVERT(x);
    }
}

ELEMENTS(copy_strided)(OUT(T, y), IN(S, source), LONG n, View view) {
    BEGIN(y);
    BEGIN(source);
    FOR_VIEW_2(n, view, S x = source[at1]; y[at0] = CONVERT(x);)
}
