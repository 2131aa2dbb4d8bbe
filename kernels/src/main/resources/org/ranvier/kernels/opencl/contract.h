/* Sums of products, in the way that suits the device. */
#include "types.h"
#include "axes.h"

#ifdef CPU
#include "contract_cpu.h"
#else
#include "contract_tiles.h"
#endif
