/*
 * The element types of a program: T_TYPE, and where two meet S_TYPE, is one of the names below.
 * LIT(0.5) is a literal of type T.
 */
#define F32 1
#define F64 2
#define I32 3
#define BOOL 4

#if T_TYPE == F32
#define T float
#define LIT(x) x##f
#elif T_TYPE == F64
#define T double
#define LIT(x) x
#elif T_TYPE == I32
#define T int
#else
#define T BYTE
#endif

#if T_TYPE == F32 || T_TYPE == F64
#define T_FLOATING
#endif

#ifdef T_FLOATING
#define IS_NAN(x) ((x) != (x))
#else
#define IS_NAN(x) 0
#endif

/* The widest type to compute running values of T in. */
#if defined(T_FLOATING) && defined(HAS_F64)
typedef double WIDE;
#else
typedef T WIDE;
#endif

#ifdef S_TYPE
#if S_TYPE == F32
#define S float
#elif S_TYPE == F64
#define S double
#elif S_TYPE == I32
#define S int
#else
#define S BYTE
#endif
#endif

#if T_TYPE == I32
#define LOWEST ((T) (-2147483647 - 1))
#define HIGHEST ((T) 2147483647)
#elif T_TYPE == BOOL
#define LOWEST ((T) 0)
#define HIGHEST ((T) 1)
#else
#define LOWEST ((T) -INFINITY)
#define HIGHEST ((T) INFINITY)
#endif

/* NaN wins, as everywhere here. */
INLINE T larger(T a, T b) {
    return a > b || IS_NAN(a) ? a : b;
}

INLINE T smaller(T a, T b) {
    return a < b || IS_NAN(a) ? a : b;
}
