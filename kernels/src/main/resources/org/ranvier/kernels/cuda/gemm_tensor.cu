/* Products of matrices by tensor cores. */
#include "gemm.h"
#include "mma.h"

GEMM(gemm_tf32_small, SmallTf32)
GEMM(gemm_tf32_large, LargeTf32)
GEMM(gemm_bf16_small, SmallBf16)
GEMM(gemm_bf16_large, LargeBf16)
