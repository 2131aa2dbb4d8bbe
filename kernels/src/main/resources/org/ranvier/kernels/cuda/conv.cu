/* Convolutions in full precision. */
#include "conv.h"

typedef Plain<64, 64> Small;
CONV(conv_small, Small, true)
CONV(conv_weight_small, Small, false)

#if T_TYPE == F32
typedef Plain<128, 128> Large;
CONV(conv_large, Large, true)
CONV(conv_weight_large, Large, false)
#endif
