/*
 * Lines that neighbouring work items share, their number a power of two up to GROUP.
 *
 * FOR_LANES runs over the share of n elements that is work item `lane`'s of `lanes`. FOLD_LANES
 * takes VALUE(i) of all i in that share into `state`, of type STATE: `add` takes in a value, `join`
 * another state, `zero` is one of nothing. On a processor the share is one piece, and values are
 * made block by block for its vector units; elsewhere neighbours take neighbouring elements.
 */
#ifdef CPU
#define BLOCK 64
#define PARTS 8

#define LANES_PIECE(lane, lanes, n)                       \
    LONG piece = ((n) + (lanes) - 1) / (lanes);           \
    LONG i = (lane) * piece;                              \
    LONG end = i + piece < (n) ? i + piece : (n);

#define FOR_LANES(lane, lanes, n, STEP)  \
    {                                    \
        LANES_PIECE(lane, lanes, n)      \
        for (; i < end; i++) {           \
            STEP                         \
        }                                \
    }

#define FOLD_LANES(STATE, state, zero, add, join, lane, lanes, n, VALUE) \
    {                                                                    \
        LANES_PIECE(lane, lanes, n)                                      \
        if (end - i >= PARTS) {                                          \
            STATE part[PARTS];                                           \
            for (int k = 0; k < PARTS; k++) {                            \
                part[k] = zero;                                          \
            }                                                            \
            for (; i + PARTS <= end; i += BLOCK) {                       \
                T values[BLOCK];                                         \
                int count = end - i < BLOCK ? end - i : BLOCK;           \
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
            for (int k = 0; k < PARTS; k++) {                            \
                state = join(state, part[k]);                            \
            }                                                            \
        }                                                                \
        for (; i < end; i++) {                                           \
            state = add(state, VALUE(i));                                \
        }                                                                \
    }
#else
#define FOR_LANES(lane, lanes, n, STEP)                    \
    for (LONG i = (lane); i < (n); i += (lanes)) {         \
        STEP                                               \
    }

#define FOLD_LANES(STATE, state, zero, add, join, lane, lanes, n, VALUE) \
    FOR_LANES(lane, lanes, n, state = add(state, VALUE(i));)
#endif

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

/* The same of the sum over n elements of a line. */
#define SUM_LANES(sum, lane, lanes, n, VALUE)                                \
    SUM sum = sum_of(0);                                                     \
    FOLD_LANES(SUM, sum, sum_of(0), sum_add, sum_join, lane, lanes, n, VALUE) \
    JOIN_LANES(SUM, sum, sum_join, lanes)
