/*
 * Sums of products: y[batch, row, column] = Σ a[batch, row, k] b[batch, k, column]. `rows` has the
 * strides of a and y, `columns` those of b and y, `inner` of a and b, `batches` of a, b and y. The
 * inner axes are cut into segments; segment s adds s times `apart` to the places in y.
 *
 * A group makes a tile of TILE x TILE outputs, a work item BLOCK x BLOCK of them. Slices of a and b
 * go through local memory; each work item fetches along k or across, whichever is closer.
 */
#include "types.h"
#include "axes.h"

#if GROUP == 256
#define SIDE 16
#elif GROUP == 64
#define SIDE 8
#else
#define SIDE 4
#endif
#define BLOCK 4
#define TILE (SIDE * BLOCK)

/* Where element INDEX lies, in one of the two tensors of axes. */
#define PLACE(place, axes, index, tensor) \
    LONG place = 0;                       \
    WALK(axes, index, place += at * axes.stride[tensor][axis])

/* Whether elements at one stride lie closer together than at another; at 0 they are the same. */
#define IS_CLOSER(stride, other) \
    ((stride) != 0 && (stride) * (stride) < (other) * (other))

KERNEL(contract)
(OUT(T, y), IN(T, a), IN(T, b), LONG m, LONG n, LONG k, LONG row_tiles, LONG column_tiles,
 LONG segments, LONG apart, Axes rows, Axes columns, Axes inner, View batches) {
    BEGIN(y);
    BEGIN(a);
    BEGIN(b);
    LOCAL T a_slice[SIDE][TILE + 1];
    LOCAL T b_slice[SIDE][TILE + 1];

    LONG tile = GROUP_ID;
    LONG row = tile % row_tiles * TILE;
    tile /= row_tiles;
    LONG column = tile % column_tiles * TILE;
    tile /= column_tiles;
    LONG segment = tile % segments, batch = tile / segments;
    LONG from = k * segment / segments, to = k * (segment + 1) / segments;
    WALK(batches, batch, a += at * batches.stride[0][axis]; b += at * batches.stride[1][axis];
         y += at * batches.stride[2][axis])
    y += segment * apart;

    int across = LOCAL_ID % SIDE, along = LOCAL_ID / SIDE;
    int a_along = IS_CLOSER(inner.stride[0][0], rows.stride[0][0]);
    int b_along = IS_CLOSER(inner.stride[1][0], columns.stride[0][0]);
    int a_k = a_along ? across : along, a_lane = a_along ? along : across;
    int b_k = b_along ? across : along, b_lane = b_along ? along : across;
    LONG a_row[BLOCK], b_column[BLOCK];
    T sum[BLOCK][BLOCK];
    for (int i = 0; i < BLOCK; i++) {
        LONG r = row + a_lane + i * SIDE, c = column + b_lane + i * SIDE;
        PLACE(in_a, rows, r < m ? r : m - 1, 0)
        PLACE(in_b, columns, c < n ? c : n - 1, 0)
        a_row[i] = in_a;
        b_column[i] = in_b;
        for (int j = 0; j < BLOCK; j++) {
            sum[i][j] = 0;
        }
    }

    for (LONG start = from; start < to; start += SIDE) {
        LONG ka = start + a_k, kb = start + b_k;
        PLACE(a_place, inner, ka < to ? ka : from, 0)
        PLACE(b_place, inner, kb < to ? kb : from, 1)
        for (int i = 0; i < BLOCK; i++) {
            a_slice[a_k][a_lane + i * SIDE] = ka < to ? a[a_row[i] + a_place] : 0;
            b_slice[b_k][b_lane + i * SIDE] = kb < to ? b[b_column[i] + b_place] : 0;
        }
        BARRIER;
        for (int j = 0; j < SIDE; j++) {
            T left[BLOCK], right[BLOCK];
            for (int i = 0; i < BLOCK; i++) {
                left[i] = a_slice[j][along * BLOCK + i];
                right[i] = b_slice[j][across + i * SIDE];
            }
            for (int i = 0; i < BLOCK; i++) {
                for (int l = 0; l < BLOCK; l++) {
                    sum[i][l] = MAD(left[i], right[l], sum[i][l]);
                }
            }
        }
        BARRIER;
    }

    for (int i = 0; i < BLOCK; i++) {
        LONG r = row + along * BLOCK + i;
        if (r < m) {
            PLACE(in_row, rows, r, 1)
            for (int j = 0; j < BLOCK; j++) {
                LONG c = column + across + j * SIDE;
                if (c < n) {
                    PLACE(in_column, columns, c, 1)
                    y[in_row + in_column] = sum[i][j];
                }
            }
        }
    }
}
