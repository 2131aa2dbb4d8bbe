/*
 * How up to four tensors of one shape lie in memory: sizes from the innermost axis outwards, and
 * for each tensor its strides, in elements. `narrow` says that 32 bits hold every index.
 */
typedef struct {
    LONG rank;
    LONG narrow;
    LONG size[10];
    LONG stride[4][10];
} View;

/*
 * Runs STEP for each axis of the view, with the coordinate `at` of element INDEX along `axis`. The
 * outermost coordinate is what is left, so that rank 1 costs no division.
 */
#define WALK_AS(type, view, index, STEP)                        \
    {                                                           \
        type rest = (type) (index);                             \
        int axis = 0;                                           \
        for (; axis < view.rank - 1; axis++) {                  \
            type next = rest / (type) view.size[axis];          \
            LONG at = (LONG) (rest - next * (type) view.size[axis]); \
            rest = next;                                        \
            STEP;                                               \
        }                                                       \
        if (view.rank > 0) {                                    \
            LONG at = (LONG) rest;                              \
            STEP;                                               \
        }                                                       \
    }

#define WALK(view, index, STEP)              \
    if (view.narrow) {                       \
        WALK_AS(UINT, view, index, STEP)     \
    } else {                                 \
        WALK_AS(ULONG, view, index, STEP)    \
    }
