/* Products of matrices in full precision. */
#include "gemm.h"

typedef Plain<64, 64> Small;
GEMM(gemm_small, Small)

#if T_TYPE == F32
typedef Plain<128, 128> Large;
GEMM(gemm_large, Large)
#endif

/* y[i] = Σ partial[segment, i], in order. */
KERNEL(join)(OUT(T, y), const T* partial, LONG elements, LONG segments) {
    BEGIN(y);
    LONG i = ITEM;
    if (i < elements) {
        T sum = partial[i];
        for (LONG segment = 1; segment < segments; segment++) {
            sum += partial[segment * elements + i];
        }
        y[i] = sum;
    }
}
