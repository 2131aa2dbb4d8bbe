/*
 * Lines that `lanes` neighbouring work items share, a power of two up to GROUP; this work item is
 * `lane` of them. Texts define AT(i), where element i of the line lies.
 */
#define LANES_PLACE                                        \
    LONG line = ITEM / lanes, lane = ITEM % lanes;         \
    LONG n = line < lines ? length : 0;                    \
    int first_lane = LOCAL_ID & ~((int) lanes - 1);

/*
 * FOR_LANES runs over this work item's share of n elements. FOLD_LANES makes `state`, of type
 * STATE, of VALUE(i) of all i in its share; `add` takes in a value, `join` another state. On a
 * processor the share is one piece, and values are made block by block for its vector units;
 * elsewhere neighbours take neighbouring elements.
 */
#ifdef CPU
#define BLOCK 64
#define PARTS 8

#define LANES_PIECE(n)                                    \
    LONG piece = ((n) + lanes - 1) / lanes;               \
    LONG i = lane * piece;                                \
    LONG end = i + piece < (n) ? i + piece : (n);

#define FOR_LANES(n, STEP)         \
    {                              \
        LANES_PIECE(n)             \
        for (; i < end; i++) {     \
            STEP                   \
        }                          \
    }

#define FOLD_LANES(STATE, state, zero, add, join, n, VALUE) \
    STATE state = zero;                                     \
    {                                                       \
        LANES_PIECE(n)                                      \
        STATE part[PARTS];                                  \
        for (int k = 0; k < PARTS; k++) {                   \
            part[k] = zero;                                 \
        }                                                   \
        for (; i < end; i += BLOCK) {                       \
            T values[BLOCK];                                \
            int count = end - i < BLOCK ? end - i : BLOCK;  \
            for (int k = 0; k < count; k++) {               \
                values[k] = VALUE(i + k);                   \
            }                                               \
            int k = 0;                                      \
            for (; k + PARTS <= count; k += PARTS) {        \
                for (int j = 0; j < PARTS; j++) {           \
                    part[j] = add(part[j], values[k + j]);  \
                }                                           \
            }                                               \
            for (; k < count; k++) {                        \
                state = add(state, values[k]);              \
            }                                               \
        }                                                   \
        for (int k = 0; k < PARTS; k++) {                   \
            state = join(state, part[k]);                   \
        }                                                   \
    }
#else
#define FOR_LANES(n, STEP)                         \
    for (LONG i = lane; i < (n); i += lanes) {     \
        STEP                                       \
    }

#define FOLD_LANES(STATE, state, zero, add, join, n, VALUE) \
    STATE state = zero;                                     \
    FOR_LANES(n, state = add(state, VALUE(i));)
#endif

/*
 * Joins what each of the lanes holds in `state`, always in the same order; afterwards all hold the
 * result.
 */
#define JOIN_LANES(STATE, state, join)                                                    \
    LOCAL STATE shared_##state[GROUP];                                                    \
    shared_##state[LOCAL_ID] = state;                                                     \
    BARRIER;                                                                              \
    for (int width = (int) lanes / 2; width > 0; width /= 2) {                            \
        if (LOCAL_ID - first_lane < width) {                                              \
            shared_##state[LOCAL_ID] =                                                    \
                    join(shared_##state[LOCAL_ID], shared_##state[LOCAL_ID + width]);     \
        }                                                                                 \
        BARRIER;                                                                          \
    }                                                                                     \
    state = shared_##state[first_lane];
