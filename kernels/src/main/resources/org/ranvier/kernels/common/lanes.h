/*
 * Lines that neighbouring work items share, `lanes` of them, a power of two up to GROUP. On a
 * processor a work item, alone in its group, has `lanes` lines instead.
 *
 * In a kernel declared with LINES, FOR_LINES runs STEP for each `line`, of which n elements are
 * there, with the work item's place `lane`. FOR_LANES runs over the share of n elements that
 * is work item `lane`'s of `lanes`. FOLD_LANES takes VALUE(i) of all i in that share into `state`,
 * of type STATE: `add` takes in a value, `join` another state, `zero` is one of nothing; on a
 * processor values are made block by block for its vector units.
 */
#ifdef CPU
#define BLOCK 64
#define PARTS 32

#define LINES(name) SINGLE(name)
#define LINES_ITEM GROUP_ID

#define FOR_LINES(STEP)                                                               \
    for (LONG line = GROUP_ID * lanes, lane = 0, n = length;                          \
         line < lines && line < (GROUP_ID + 1) * lanes; line++) {                     \
        STEP                                                                          \
    }

#define FOR_LANES(lane, lanes, n, STEP)  \
    VECTORS                              \
    for (LONG i = 0; i < (n); i++) {     \
        STEP                             \
    }

#define FOLD_LANES(STATE, state, zero, add, join, lane, lanes, n, VALUE) \
    {                                                                    \
        LONG i = 0;                                                      \
        if ((n) >= PARTS) {                                              \
            STATE part[PARTS];                                           \
            for (int k = 0; k < PARTS; k++) {                            \
                part[k] = zero;                                          \
            }                                                            \
            for (; i + PARTS <= (n); i += BLOCK) {                       \
                T values[BLOCK];                                         \
                int count = (n) - i < BLOCK ? (n) - i : BLOCK;           \
                VECTORS                                                  \
                for (int k = 0; k < count; k++) {                        \
                    values[k] = VALUE(i + k);                            \
                }                                                        \
                int k = 0;                                               \
                for (; k + PARTS <= count; k += PARTS) {                 \
                    for (int j = 0; j < PARTS; j++) {                    \
                        part[j] = add(part[j], values[k + j]);           \
                    }                                                    \
                }                                                        \
                for (; k < count; k++) {                                 \
                    state = add(state, values[k]);                       \
                }                                                        \
            }                                                            \
            for (int width = PARTS / 2; width > 0; width /= 2) {         \
                for (int k = 0; k < width; k++) {                        \
                    part[k] = join(part[k], part[k + width]);            \
                }                                                        \
            }                                                            \
            state = join(state, part[0]);                                \
        }                                                                \
        for (; i < (n); i++) {                                           \
            state = add(state, VALUE(i));                                \
        }                                                                \
    }

#define JOIN_LANES(STATE, state, join, lanes)
#else
#define LINES(name) KERNEL(name)
#define LINES_ITEM ITEM

#define FOR_LINES(STEP)                                \
    LONG line = ITEM / lanes, lane = ITEM % lanes;     \
    LONG n = line < lines ? length : 0;                \
    STEP

#define FOR_LANES(lane, lanes, n, STEP)                    \
    for (LONG i = (lane); i < (n); i += (lanes)) {         \
        STEP                                               \
    }

#define FOLD_LANES(STATE, state, zero, add, join, lane, lanes, n, VALUE) \
    FOR_LANES(lane, lanes, n, state = add(state, VALUE(i));)

/*
 * Joins what each of `lanes` work items holds in `state`, always in the same order; afterwards all
 * hold the result.
 */
#define JOIN_LANES(STATE, state, join, lanes)                                             \
    LOCAL STATE shared_##state[GROUP];                                                    \
    shared_##state[LOCAL_ID] = state;                                                     \
    BARRIER;                                                                              \
    for (int width = (int) (lanes) / 2; width > 0; width /= 2) {                          \
        if ((LOCAL_ID & ((int) (lanes) - 1)) < width) {                                   \
            shared_##state[LOCAL_ID] =                                                    \
                    join(shared_##state[LOCAL_ID], shared_##state[LOCAL_ID + width]);     \
        }                                                                                 \
        BARRIER;                                                                          \
    }                                                                                     \
    state = shared_##state[LOCAL_ID & ~((int) (lanes) - 1)];
#endif

/* The same of the sum over n elements of a line. */
#define SUM_LANES(sum, lane, lanes, n, VALUE)                                \
    SUM sum = sum_of(0);                                                     \
    FOLD_LANES(SUM, sum, sum_of(0), sum_add, sum_join, lane, lanes, n, VALUE) \
    JOIN_LANES(SUM, sum, sum_join, lanes)
