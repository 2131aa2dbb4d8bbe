/* A running sum of T whose error does not grow with the number of terms. */
#if T_TYPE == F64 || (T_TYPE == F32 && !defined(HAS_F64))
/* Nothing wider is at hand: the sum, and what rounding has left over so far (Knuth's TwoSum). */
typedef struct {
    T sum;
    T rest;
} SUM;

INLINE SUM sum_of(T x) {
    SUM a;
    a.sum = x;
    a.rest = 0;
    return a;
}

INLINE SUM sum_add(SUM a, T x) {
    SUM b;
    b.sum = a.sum + x;
    T back = b.sum - a.sum;
    b.rest = a.rest + ((a.sum - (b.sum - back)) + (x - back));
    return b;
}

INLINE SUM sum_join(SUM a, SUM b) {
    SUM c = sum_add(a, b.sum);
    c.rest += b.rest;
    return c;
}

INLINE T sum_value(SUM a) {
    return a.sum - a.sum == 0 ? a.sum + a.rest : a.sum;
}
#else
typedef WIDE SUM;
#define sum_of(x) ((SUM) (x))
#define sum_add(a, x) ((a) + (SUM) (x))
#define sum_join(a, b) ((a) + (b))
#define sum_value(a) ((T) (a))
#endif
