/* How two tensors of one shape lie in memory along few axes, otherwise as a view. */
#include "views.h"

typedef struct {
    LONG rank;
    LONG narrow;
    LONG size[4];
    LONG stride[2][4];
} Axes;
