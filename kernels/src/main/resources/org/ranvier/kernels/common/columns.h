/*
 * Lines of [outer, length, inner] on a processor, where a work item, alone in its group, has
 * `piece` neighbours. Those side by side are passed together, COLUMNS at most.
 */
#ifdef CPU
#define COLUMNS 4096

/* Runs STEP for each `run` of lines from `line` up to `last`, the first of which begins at `base`. */
#define FOR_RUNS(first, last, STEP)                                           \
    for (LONG line = (first), run; line < (last); line += run) {              \
        LONG base = line / inner * length * inner + line % inner;             \
        LONG left = inner - line % inner;                                     \
        run = left < (last) - line ? left : (last) - line;                    \
        run = run < COLUMNS ? run : COLUMNS;                                  \
        STEP                                                                  \
    }
#endif
