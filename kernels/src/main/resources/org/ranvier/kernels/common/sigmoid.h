/* 1/(1 + e^-x), without overflow. */
#ifdef T_FLOATING
INLINE T sigmoid(T x) {
    T e = exp(-fabs(x));
    return (x < 0 ? e : 1) / (1 + e);
}
#endif
