/* Convolutions by tensor cores. */
#include "conv.h"
#include "mma.h"

CONV(conv_tf32_small, SmallTf32, true)
CONV(conv_tf32_large, LargeTf32, true)
CONV(conv_weight_tf32_small, SmallTf32, false)
CONV(conv_weight_tf32_large, LargeTf32, false)
CONV(conv_bf16_small, SmallBf16, true)
CONV(conv_bf16_large, LargeBf16, true)
CONV(conv_weight_bf16_small, SmallBf16, false)
CONV(conv_weight_bf16_large, LargeBf16, false)
