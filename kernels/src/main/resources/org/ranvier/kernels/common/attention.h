/*
 * Attention, softmax(scale QKᵀ)V, block by block of keys, so that scores are never all in memory:
 * what was summed so far is scaled whenever the maximum grows. Q is [batches, queries, width], K
 * [batches, keys, width], V [batches, keys, values]; the mask, if there is one, [batches, queries,
 * keys].
 */
#include "types.h"
#include "exp.h"
#include "row.h"

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
/*
 * A work item, alone in its group, takes as many queries as a vector has elements, one each; q lies
 * turned before it. Keys, and columns of values, are taken KEYS at once.
 */
#define QUERIES 16
#define BLOCK 64
#define KEYS 8
#define WIDEST 256

/* Products of turned queries with n keys from `first` on, KEYS more than n at most. */
INLINE void scores_of(T* scores, const T* turned, GLOBAL const T* k, LONG first, int n, LONG last,
                      LONG width, T scale) {
    for (int j = 0; j < n; j += KEYS) {
        GLOBAL const T* key[KEYS];
        ROW sum[KEYS];
        UNROLL
        for (int i = 0; i < KEYS; i++) {
            key[i] = k + LESSER(first + j + i, last) * width;
            sum[i] = 0;
        }
        for (LONG d = 0; d < width; d++) {
            ROW x = vload16(d, turned);
            UNROLL
            for (int i = 0; i < KEYS; i++) {
                sum[i] = MAD((ROW) (key[i][d]), x, sum[i]);
            }
        }
        UNROLL
        for (int i = 0; i < KEYS; i++) {
            vstore16(sum[i] * scale, j + i, scores);
        }
    }
}

/* Scales what was summed so far and adds n values, from v on, with their weights. */
INLINE void add_values(T* out, const T* factor, const T* weights, GLOBAL const T* v, int n,
                       LONG values) {
    for (LONG e = 0; e < values; e += KEYS) {
        LONG column[KEYS];
        ROW sum[KEYS];
        UNROLL
        for (int i = 0; i < KEYS; i++) {
            column[i] = LESSER(e + i, values - 1);
            sum[i] = vload16(e + i, out) * vload16(0, factor);
        }
        for (int j = 0; j < n; j++) {
            ROW weight = vload16(j, weights);
            UNROLL
            for (int i = 0; i < KEYS; i++) {
                sum[i] = MAD((ROW) (v[j * values + column[i]]), weight, sum[i]);
            }
        }
        UNROLL
        for (int i = 0; i < KEYS; i++) {
            vstore16(sum[i], e + i, out);
        }
    }
}

SINGLE(attention) ATTENTION_PARAMETERS {
    BEGIN_ATTENTION
    LONG tiles = (queries + QUERIES - 1) / QUERIES;
    LONG batch = GROUP_ID / tiles, first = GROUP_ID % tiles * QUERIES;
    LONG row = batch * queries + first;
    int count = (int) LESSER(queries - first, QUERIES);
    T turned[WIDEST * QUERIES], out[(WIDEST + KEYS) * QUERIES], scores[BLOCK * QUERIES];
    T most[QUERIES], sum[QUERIES], factor[QUERIES];
    for (int r = 0; r < QUERIES; r++) {
        most[r] = LOWEST;
        sum[r] = 0;
        for (LONG d = 0; d < width; d++) {
            turned[d * QUERIES + r] = r < count ? q[(row + r) * width + d] : 0;
        }
    }
    for (LONG e = 0; e < (values + KEYS) * QUERIES; e++) {
        out[e] = 0;
    }
    LONG seen = KEYS_SEEN(first + count - 1);
    for (LONG start = 0; start < seen; start += BLOCK) {
        int n = (int) LESSER(seen - start, BLOCK);
        scores_of(scores, turned, k + batch * keys * width, start, n, keys - 1, width, scale);
        if (masked || start + n > KEYS_SEEN(first)) {
            for (int j = 0; j < n; j++) {
                for (int r = 0; r < count; r++) {
                    int attends = start + j < KEYS_SEEN(first + r)
                            && ATTENDS(batch, first + r, start + j);
                    scores[j * QUERIES + r] = attends ? scores[j * QUERIES + r] : LOWEST;
                }
            }
        }
        T highest[QUERIES];
        VECTORS
        for (int r = 0; r < QUERIES; r++) {
            highest[r] = most[r];
        }
        for (int j = 0; j < n; j++) {
            VECTORS
            for (int r = 0; r < QUERIES; r++) {
                highest[r] = GREATER(highest[r], scores[j * QUERIES + r]);
            }
        }
        VECTORS
        for (int r = 0; r < QUERIES; r++) {
            factor[r] = weight_of(most[r], highest[r]);
            most[r] = highest[r];
            sum[r] *= factor[r];
        }
        for (int j = 0; j < n; j++) {
            VECTORS
            for (int r = 0; r < QUERIES; r++) {
                T weight = weight_of(scores[j * QUERIES + r], most[r]);
                scores[j * QUERIES + r] = weight;
                sum[r] += weight;
            }
        }
        add_values(out, factor, scores, v + (batch * keys + start) * values, n, values);
    }
    for (int r = 0; r < count; r++) {
        for (LONG e = 0; e < values; e++) {
            y[(row + r) * values + e] = out[e * QUERIES + r] / (sum[r] == 0 ? 1 : sum[r]);
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
