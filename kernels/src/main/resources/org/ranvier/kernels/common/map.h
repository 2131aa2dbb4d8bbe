/* Functions of each element. */
#include "types.h"
#include "elements.h"
#include "sigmoid.h"

#ifdef T_FLOATING
#define ABS(x) fabs(x)
#else
#define ABS(x) ((x) < 0 ? -(x) : (x))
#endif

/* The tables paste names at once: some compilers define exp, max … as macros. */
#define MAP(entry, R, value)                                              \
    ELEMENTS(entry)(OUT(R, y), IN(T, source), LONG n) {                   \
        BEGIN(y);                                                         \
        BEGIN(source);                                                    \
        FOR_ELEMENTS(i, n) {                                              \
            T x = source[i];                                              \
            y[i] = (value);                                               \
        }                                                                 \
    }                                                                     \
    ELEMENTS(entry##_strided)(OUT(R, y), IN(T, source), LONG n, View view) { \
        BEGIN(y);                                                         \
        BEGIN(source);                                                    \
        FOR_VIEW_2(n, view, T x = source[at1]; y[at0] = (value);)         \
    }

#define NUMBER(name, value)
#define FLOATING(name, value)
#define TRUTH(name, value)
#define TEST(name, value)

#ifdef T_FLOATING
#undef FLOATING
#define FLOATING(name, value) MAP(map_##name, T, value)
#undef TEST
#define TEST(name, value) MAP(map_##name, BYTE, value)
#endif
#if T_TYPE == BOOL
#undef TRUTH
#define TRUTH(name, value) MAP(map_##name, T, value)
#else
#undef NUMBER
#define NUMBER(name, value) MAP(map_##name, T, value)
#endif

#include "unary.h"
