/*
 * Attention, softmax(scale QKᵀ)V, block by block of keys, so that scores are never all in memory:
 * what was summed so far is scaled whenever the maximum grows. Q is [batches, queries, width], K
 * [batches, keys, width], V [batches, keys, values]; the mask, if there is one, [batches, queries,
 * keys].
 */
#include "types.h"
#include "exp.h"

#define ATTENTION_PARAMETERS                                                             \
    (OUT(T, y), IN(T, q), IN(T, k), IN(T, v), T scale, GLOBAL const BYTE* mask,          \
     LONG mask_offset, LONG masked, LONG causal, LONG batches, LONG queries, LONG keys,  \
     LONG width, LONG values)

#define BEGIN_ATTENTION \
    BEGIN(y);           \
    BEGIN(q);           \
    BEGIN(k);           \
    BEGIN(v);           \
    mask += mask_offset;

#define GREATER(a, b) ((a) > (b) ? (a) : (b))
#define LESSER(a, b) ((a) < (b) ? (a) : (b))

/* How many keys a query may see. */
#define KEYS_SEEN(query) \
    (causal ? LESSER(keys, GREATER((query) + 1 + keys - queries, 0)) : keys)

/* Whether a key that is seen may be attended to. */
#define ATTENDS(batch, query, key) \
    (!masked || mask[((batch) * queries + (query)) * keys + (key)])

/* e^(x - most), 0 for what is not attended to. */
INLINE T weight_of(T x, T most) {
    return x == LOWEST ? 0 : EXP(x - most);
}

#ifdef CPU
/* One query a work item. */
#define BLOCK 64
#define PARTS 8

INLINE T dot(GLOBAL const T* a, GLOBAL const T* b, LONG n) {
    T part[PARTS];
    for (int j = 0; j < PARTS; j++) {
        part[j] = 0;
    }
    LONG i = 0;
    for (; i + PARTS <= n; i += PARTS) {
        for (int j = 0; j < PARTS; j++) {
            part[j] = MAD(a[i + j], b[i + j], part[j]);
        }
    }
    T sum = 0;
    for (; i < n; i++) {
        sum = MAD(a[i], b[i], sum);
    }
    for (int j = 0; j < PARTS; j++) {
        sum += part[j];
    }
    return sum;
}

KERNEL(attention) ATTENTION_PARAMETERS {
    BEGIN_ATTENTION
    LONG row = ITEM;
    if (row < batches * queries) {
        LONG batch = row / queries, query = row % queries;
        LONG seen = KEYS_SEEN(query);
        GLOBAL T* out = y + row * values;
        T most = LOWEST, sum = 0;
        for (LONG e = 0; e < values; e++) {
            out[e] = 0;
        }
        for (LONG start = 0; start < seen; start += BLOCK) {
            int count = (int) LESSER(seen - start, BLOCK);
            LONG first = batch * keys + start;
            T scores[BLOCK];
            T highest = most;
            for (int j = 0; j < count; j++) {
                scores[j] = ATTENDS(batch, query, start + j)
                        ? dot(q + row * width, k + (first + j) * width, width) * scale
                        : LOWEST;
                highest = GREATER(highest, scores[j]);
            }
            T factor = weight_of(most, highest);
            most = highest;
            sum *= factor;
            for (LONG e = 0; e < values; e++) {
                out[e] *= factor;
            }
            for (int j = 0; j < count; j++) {
                T weight = weight_of(scores[j], most);
                sum += weight;
                for (LONG e = 0; e < values; e++) {
                    out[e] += weight * v[(first + j) * values + e];
                }
            }
        }
        for (LONG e = 0; e < values; e++) {
            out[e] /= sum == 0 ? 1 : sum;
        }
    }
}
#else
/*
 * A team of TEAM work items takes ROWS queries: for scores each takes one key of a block, for the
 * output every TEAM-th column, COLUMNS at most. All teams of a group share the batch and the block
 * of keys, which passes through local memory in pieces of TEAM columns.
 */
#define TEAM 32
#define ROWS 4
#define COLUMNS 8
#define TEAMS (GROUP / TEAM)

KERNEL(attention) ATTENTION_PARAMETERS {
    BEGIN_ATTENTION
    LOCAL T tile[TEAM][TEAM + 1];
    LOCAL T weights[TEAMS * ROWS][TEAM];
    LONG tiles = (queries + TEAMS * ROWS - 1) / (TEAMS * ROWS);
    LONG batch = GROUP_ID / tiles, first_query = GROUP_ID % tiles * (TEAMS * ROWS);
    int lane = LOCAL_ID % TEAM, team = LOCAL_ID / TEAM;
    LONG query[ROWS];
    T most[ROWS], sum[ROWS], score[ROWS], out[ROWS][COLUMNS];
    UNROLL
    for (int r = 0; r < ROWS; r++) {
        query[r] = LESSER(first_query + team * ROWS + r, queries - 1);
        most[r] = LOWEST;
        sum[r] = 0;
        UNROLL
        for (int c = 0; c < COLUMNS; c++) {
            out[r][c] = 0;
        }
    }
    LONG seen = KEYS_SEEN(LESSER(first_query + TEAMS * ROWS, queries) - 1);
    for (LONG start = 0; start < seen; start += TEAM) {
        LONG key = start + lane;
        int count = (int) LESSER(seen - start, TEAM);
        UNROLL
        for (int r = 0; r < ROWS; r++) {
            score[r] = 0;
        }
        for (LONG column = 0; column < width; column += TEAM) {
            for (int j = team; j < count; j += TEAMS) {
                tile[j][lane] = column + lane < width
                        ? k[(batch * keys + start + j) * width + column + lane]
                        : 0;
            }
            BARRIER;
            if (lane < count) {
                int columns = (int) LESSER(width - column, TEAM);
                for (int d = 0; d < columns; d++) {
                    UNROLL
                    for (int r = 0; r < ROWS; r++) {
                        T x = q[(batch * queries + query[r]) * width + column + d];
                        score[r] = MAD(x, tile[lane][d], score[r]);
                    }
                }
            }
            BARRIER;
        }
        UNROLL
        for (int r = 0; r < ROWS; r++) {
            int attends = key < KEYS_SEEN(query[r]) && ATTENDS(batch, query[r], key);
            score[r] = attends ? score[r] * scale : LOWEST;
            weights[team * ROWS + r][lane] = score[r];
        }
        BARRIER;
        UNROLL
        for (int r = 0; r < ROWS; r++) {
            T highest = most[r];
            for (int j = 0; j < TEAM; j++) {
                highest = GREATER(highest, weights[team * ROWS + r][j]);
            }
            T factor = weight_of(most[r], highest);
            most[r] = highest;
            score[r] = weight_of(score[r], highest);
            sum[r] = sum[r] * factor + score[r];
            UNROLL
            for (int c = 0; c < COLUMNS; c++) {
                out[r][c] *= factor;
            }
        }
        BARRIER;
        UNROLL
        for (int r = 0; r < ROWS; r++) {
            weights[team * ROWS + r][lane] = score[r];
        }
        BARRIER;
        for (int j = 0; j < count; j++) {
            UNROLL
            for (int c = 0; c < COLUMNS; c++) {
                LONG e = c * TEAM + lane;
                if (e < values) {
                    T x = v[(batch * keys + start + j) * values + e];
                    UNROLL
                    for (int r = 0; r < ROWS; r++) {
                        out[r][c] = MAD(weights[team * ROWS + r][j], x, out[r][c]);
                    }
                }
            }
        }
        BARRIER;
    }
    UNROLL
    for (int r = 0; r < ROWS; r++) {
        weights[team * ROWS + r][lane] = sum[r];
    }
    BARRIER;
    UNROLL
    for (int r = 0; r < ROWS; r++) {
        T total = 0;
        for (int j = 0; j < TEAM; j++) {
            total += weights[team * ROWS + r][j];
        }
        T divisor = total == 0 ? 1 : total;
        UNROLL
        for (int c = 0; c < COLUMNS; c++) {
            LONG e = c * TEAM + lane;
            if (e < values && first_query + team * ROWS + r < queries) {
                y[(batch * queries + query[r]) * values + e] = out[r][c] / divisor;
            }
        }
    }
}
#endif
