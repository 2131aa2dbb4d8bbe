/*
 * How the work items of a group share n elements: on a processor each takes one piece, elsewhere
 * neighbours take neighbouring elements.
 */
#ifdef CPU
#define FOR_SHARE(i, n)                                                  \
    for (LONG i##_piece = ((n) + GROUP - 1) / GROUP, i = LOCAL_ID * i##_piece; \
         i < (n) && i < (LOCAL_ID + 1) * i##_piece; i++)
#else
#define FOR_SHARE(i, n) for (LONG i = LOCAL_ID; i < (n); i += GROUP)
#endif

/*
 * Joins what each work item of a group holds in `mine`, always in the same order; afterwards
 * `shared[0]` is the result, for all work items.
 */
#define JOIN_GROUP(shared, mine, join)                                          \
    shared[LOCAL_ID] = mine;                                                    \
    BARRIER;                                                                    \
    for (int width = GROUP / 2; width > 0; width /= 2) {                        \
        if (LOCAL_ID < width) {                                                 \
            shared[LOCAL_ID] = join(shared[LOCAL_ID], shared[LOCAL_ID + width]); \
        }                                                                       \
        BARRIER;                                                                \
    }
