/* Functions of two tensors, element by element. */
#include "types.h"
#include "elements.h"

/* Of equal ones: 0 is above -0. */
#ifdef T_FLOATING
#define upper(a, b) (signbit(a) ? b : a)
#define lower(a, b) (signbit(a) ? a : b)
#else
#define upper(a, b) a
#define lower(a, b) a
#endif

#ifdef T_FLOATING
INLINE T floored_remainder(T a, T b) {
    T r = fmod(a, b);
    return r == 0 ? copysign(LIT(0.0), b) : (r < 0) != (b < 0) ? r + b : r;
}
#else
INLINE T floored_remainder(T a, T b) {
    T r = a % b;
    return r != 0 && (r < 0) != (b < 0) ? r + b : r;
}
#endif

/* The tables paste names at once: some compilers define exp, max … as macros. */
#define ZIP(entry, R, value)                                              \
    ELEMENTS(entry)(OUT(R, y), IN(T, left), IN(T, right), LONG n) {       \
        BEGIN(y);                                                         \
        BEGIN(left);                                                      \
        BEGIN(right);                                                     \
        FOR_ELEMENTS(i, n) {                                              \
            T a = left[i], b = right[i];                                  \
            y[i] = (value);                                               \
        }                                                                 \
    }                                                                     \
    ELEMENTS(entry##_strided)                                             \
    (OUT(R, y), IN(T, left), IN(T, right), LONG n, View view) {           \
        BEGIN(y);                                                         \
        BEGIN(left);                                                      \
        BEGIN(right);                                                     \
        FOR_VIEW_3(n, view, T a = left[at1]; T b = right[at2]; y[at0] = (value);) \
    }

#define NUMBER(name, value)
#define FLOATING(name, value)
#define INTEGER(name, value)
#define TRUTH(name, value)
#define COMPARE(name, value)
#define EQUAL(name, value) ZIP(zip_##name, BYTE, value)

#if T_TYPE == BOOL
#undef TRUTH
#define TRUTH(name, value) ZIP(zip_##name, T, value)
#else
#undef NUMBER
#define NUMBER(name, value) ZIP(zip_##name, T, value)
#undef COMPARE
#define COMPARE(name, value) ZIP(zip_##name, BYTE, value)
#endif
#if T_TYPE == I32
#undef INTEGER
#define INTEGER(name, value) ZIP(zip_##name, T, value)
#endif
#ifdef T_FLOATING
#undef FLOATING
#define FLOATING(name, value) ZIP(zip_##name, T, value)
#endif

#include "binary.h"
