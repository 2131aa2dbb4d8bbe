/*
 * The sums of products of contract_tiles.h on a processor. A group, of one work item, makes a tile
 * of at most TILE_ROWS x TILE_COLUMNS outputs: it packs slices of a and b in the order in which
 * they will be needed, a in blocks of ROWS rows, b in blocks of COLUMNS columns, and then sums block
 * by block in registers. Where the terms of a row of a are neighbours, its block is packed row by
 * row, since turning it would cost a tenth of the whole.
 */
#include "types.h"
#include "axes.h"

/* Products of vectors and sums may be fused, where the processor does so fast. */
#pragma OPENCL FP_CONTRACT ON

/* How many elements of T a vector has. */
#if T_TYPE == F32
#define PACK (VECTOR_BYTES / 4)
#else
#define PACK (VECTOR_BYTES / 8)
#endif

#define JOIN_(a, b) a##b
#define JOIN(a, b) JOIN_(a, b)
#define VECTOR_OF(n) JOIN(T, n)
#define LOAD_OF(n) JOIN(vload, n)
#define STORE_OF(n) JOIN(vstore, n)

#if VECTOR_BYTES == 64 && T_TYPE == F32
#define VECTOR VECTOR_OF(16)
#define LOAD vload16
#define STORE vstore16
#elif VECTOR_BYTES == 64 || (VECTOR_BYTES == 32 && T_TYPE == F32)
#define VECTOR VECTOR_OF(8)
#define LOAD vload8
#define STORE vstore8
#elif VECTOR_BYTES == 32 || T_TYPE == F32
#define VECTOR VECTOR_OF(4)
#define LOAD vload4
#define STORE vstore4
#else
#define VECTOR VECTOR_OF(2)
#define LOAD vload2
#define STORE vstore2
#endif

/* As many sums as registers hold. */
#if VECTOR_BYTES == 64
#define ROWS 8
#define LANES_LOAD vload8
#define LANES_STORE vstore8
#else
#define ROWS 4
#define LANES_LOAD vload4
#define LANES_STORE vstore4
#endif
#define COLUMNS (2 * PACK)

/* Where elements `first` … of axes lie; behind the `limit`th as the first. */
INLINE void find(LOCAL LONG* place, const Axes* axes, int tensor, LONG first, int count, LONG limit) {
    for (int i = 0; i < count; i++) {
        LONG index = first + i < limit ? first + i : first, to = 0;
        WALK((*axes), index, to += at * axes->stride[tensor][axis])
        place[i] = to;
    }
}

/* Packs lanes, `width` to a block, along `depth`. */
INLINE void pack(LOCAL T* target, GLOBAL const T* source, LOCAL const LONG* lane, int lanes, int width,
                 LOCAL const LONG* inner, int depth) {
    for (int j = 0; j < lanes; j += ROWS) {
        LOCAL T* to = target + j / width * width * depth + j % width;
        int together = 1;
        for (int l = 1; l < ROWS; l++) {
            together &= lane[j + l] == lane[j] + l;
        }
        if (together) {
            for (int i = 0; i < depth; i++) {
                LANES_STORE(LANES_LOAD(0, source + lane[j] + inner[i]), 0, to + i * width);
            }
        } else {
            GLOBAL const T* from[ROWS];
            UNROLL
            for (int l = 0; l < ROWS; l++) {
                from[l] = source + lane[j + l];
            }
            for (int i = 0; i < depth; i++) {
                LONG place = inner[i];
                UNROLL
                for (int l = 0; l < ROWS; l++) {
                    to[i * width + l] = from[l][place];
                }
            }
        }
    }
}

/* Packs lanes one behind the other; the terms of each lie together. */
INLINE void pack_rows(LOCAL T* target, GLOBAL const T* source, LOCAL const LONG* lane, int lanes,
                      LONG inner, int depth) {
    for (int j = 0; j < lanes; j++) {
        GLOBAL const T* from = source + lane[j] + inner;
        LOCAL T* to = target + j * depth;
        int i = 0;
        for (; i + PACK <= depth; i += PACK) {
            STORE(LOAD(0, from + i), 0, to + i);
        }
        for (; i < depth; i++) {
            to[i] = from[i];
        }
    }
}

/* Adds products to sums; the left factor of row r and term i is at LEFT. */
#define ADD_PRODUCTS(LEFT)                                                             \
    for (int i = 0; i < depth; i++) {                                                  \
        VECTOR low = LOAD(0, b + i * COLUMNS), high = LOAD(1, b + i * COLUMNS);        \
        UNROLL                                                                         \
        for (int r = 0; r < ROWS; r++) {                                               \
            VECTOR left = (VECTOR) a[LEFT];                                            \
            sum[r][0] = left * low + sum[r][0];                                        \
            sum[r][1] = left * high + sum[r][1];                                       \
        }                                                                              \
    }

/* One block of outputs, of which `height` x `width` are wanted; adds to what is there. */
INLINE void sum_block(GLOBAL T* y, LOCAL const LONG* row, LOCAL const LONG* column, int height, int width,
                      LOCAL const T* a, LOCAL const T* b, int depth, int adds, int together,
                      int in_rows) {
    VECTOR sum[ROWS][2];
    UNROLL
    for (int r = 0; r < ROWS; r++) {
        sum[r][0] = 0;
        sum[r][1] = 0;
    }
    if (in_rows) {
        ADD_PRODUCTS(r * depth + i)
    } else {
        ADD_PRODUCTS(i * ROWS + r)
    }
    UNROLL
    for (int r = 0; r < ROWS; r++) {
        if (r < height) {
            GLOBAL T* to = y + row[r];
            if (together) {
                to += column[0];
                if (adds) {
                    sum[r][0] += LOAD(0, to);
                    sum[r][1] += LOAD(1, to);
                }
                STORE(sum[r][0], 0, to);
                STORE(sum[r][1], 1, to);
            } else {
                T values[COLUMNS];
                STORE(sum[r][0], 0, values);
                STORE(sum[r][1], 1, values);
                for (int c = 0; c < COLUMNS && c < width; c++) {
                    to[column[c]] = adds ? to[column[c]] + values[c] : values[c];
                }
            }
        }
    }
}

SINGLE(contract)
(OUT(T, y), IN(T, a), IN(T, b), LONG m, LONG n, LONG k, LONG row_tiles, LONG column_tiles,
 LONG segments, LONG apart, Axes rows, Axes columns, Axes inner, View batches) {
    BEGIN(y);
    BEGIN(a);
    BEGIN(b);
    LOCAL T a_slice[TILE_ROWS * DEPTH] __attribute__((aligned(64)));
    LOCAL T b_slice[TILE_COLUMNS * DEPTH] __attribute__((aligned(64)));
    LOCAL LONG a_row[TILE_ROWS], y_row[TILE_ROWS];
    LOCAL LONG b_column[TILE_COLUMNS], y_column[TILE_COLUMNS];
    LOCAL LONG a_inner[DEPTH], b_inner[DEPTH];

    LONG tile_rows = (m + row_tiles * ROWS - 1) / (row_tiles * ROWS) * ROWS;
    LONG tile = GROUP_ID;
    LONG row = tile % row_tiles * tile_rows;
    tile /= row_tiles;
    LONG column = tile % column_tiles * TILE_COLUMNS;
    tile /= column_tiles;
    LONG segment = tile % segments, batch = tile / segments;
    LONG from = k * segment / segments, to = k * (segment + 1) / segments;
    WALK(batches, batch, a += at * batches.stride[0][axis]; b += at * batches.stride[1][axis];
         y += at * batches.stride[2][axis])
    y += segment * apart;

    int height = (int) (m - row < tile_rows ? m - row : tile_rows);
    int width = (int) (n - column < TILE_COLUMNS ? n - column : TILE_COLUMNS);
    int padded_height = (height + ROWS - 1) / ROWS * ROWS;
    int padded_width = (width + COLUMNS - 1) / COLUMNS * COLUMNS;
    find(a_row, &rows, 0, row, padded_height, m);
    find(y_row, &rows, 1, row, padded_height, m);
    find(b_column, &columns, 0, column, padded_width, n);
    find(y_column, &columns, 1, column, padded_width, n);

    for (LONG start = from; start < to; start += DEPTH) {
        int depth = (int) (to - start < DEPTH ? to - start : DEPTH);
        find(a_inner, &inner, 0, start, depth, to);
        find(b_inner, &inner, 1, start, depth, to);
        int in_rows = 1;
        for (int i = 1; i < depth; i++) {
            in_rows &= a_inner[i] == a_inner[0] + i;
        }
        if (in_rows) {
            pack_rows(a_slice, a, a_row, padded_height, a_inner[0], depth);
        } else {
            pack(a_slice, a, a_row, padded_height, ROWS, a_inner, depth);
        }
        pack(b_slice, b, b_column, padded_width, COLUMNS, b_inner, depth);
        for (int c = 0; c < width; c += COLUMNS) {
            int together = width - c >= COLUMNS;
            for (int j = 1; j < COLUMNS; j++) {
                together &= y_column[c + j] == y_column[c] + j;
            }
            for (int r = 0; r < height; r += ROWS) {
                sum_block(y, y_row + r, y_column + c, height - r, width - c, a_slice + r * depth,
                          b_slice + c * depth, depth, start > from, together, in_rows);
            }
        }
    }
}
