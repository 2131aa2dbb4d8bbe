/* Normalisation to mean 0 and variance 1, the variance computed from the mean. */
#include "types.h"
#include "sum.h"
#include "lanes.h"

#define X(i) x[base + (i)]
#define CENTRED_SQUARE(i) ((X(i) - mean) * (X(i) - mean))

#define LAYER_NORM                                                                          \
    LONG base = line * length;                                                              \
    SUM_LANES(total, lane, lanes, n, X)                                                     \
    T mean = sum_value(total) / length;                                                     \
    SUM_LANES(squares, lane, lanes, n, CENTRED_SQUARE)                                      \
    T scale = 1 / sqrt(sum_value(squares) / length + epsilon);                              \
    FOR_LANES(lane, lanes, n, y[base + i] = (X(i) - mean) * scale * weight[i] + bias[i];)

/* Of rows; weight and bias are as long as one. */
LINES(layer_norm)
(OUT(T, y), IN(T, x), IN(T, weight), IN(T, bias), T epsilon, LONG lines,
 LONG length, LONG lanes) {
    BEGIN(y);
    BEGIN(x);
    BEGIN(weight);
    BEGIN(bias);
    FOR_LINES(LAYER_NORM)
}

/*
 * Of channels, x is [images, channels, size]. The images are cut into segments; `lanes` work items
 * share a channel of a segment, `width` of them one image's. Sums of segments are left in
 * [segments, channels], for the next kernel to join.
 */
#define CHANNEL_PLACE                                                                     \
    LONG item = LINES_ITEM;                                                               \
    LONG channel = item / lanes % channels, segment = item / lanes / channels;            \
    int lane = (int) (item % lanes), column = lane & ((int) width - 1);                   \
    LONG rows = lanes / width;                                                            \
    LONG start = segment < segments ? images * segment / segments + lane / width : 0;     \
    LONG end_image = segment < segments ? images * (segment + 1) / segments : 0;          \
    LONG count = images * size;

/* Runs STEP for each image that this work item has a part of. */
#define FOR_IMAGES(STEP)                                               \
    for (LONG image = start; image < end_image; image += rows) {       \
        LONG base = (image * channels + channel) * size;               \
        STEP                                                           \
    }

#define SUM_IMAGES(sum, VALUE)                                                              \
    SUM sum = sum_of(0);                                                                    \
    FOR_IMAGES(FOLD_LANES(SUM, sum, sum_of(0), sum_add, sum_join, column, width, size, VALUE)) \
    JOIN_LANES(SUM, sum, sum_join, lanes)

#define LEAVE(sums, sum)                              \
    if (segment < segments && lane == 0) {            \
        sums[segment * channels + channel] = sum;     \
    }

INLINE T sum_of_segments(GLOBAL const SUM* sums, LONG channel, LONG channels, LONG segments) {
    SUM sum = sums[channel];
    for (LONG segment = 1; segment < segments; segment++) {
        sum = sum_join(sum, sums[segment * channels + channel]);
    }
    return sum_value(sum);
}

#define SEGMENTS(sums) sum_of_segments(sums, channel, channels, segments)

LINES(channel_sums)
(GLOBAL SUM* sums, IN(T, x), LONG images, LONG channels, LONG size, LONG segments, LONG lanes,
 LONG width) {
    BEGIN(x);
    CHANNEL_PLACE
    SUM_IMAGES(sum, X)
    LEAVE(sums, sum)
}

LINES(channel_squares)
(GLOBAL SUM* squares, GLOBAL const SUM* sums, IN(T, x), LONG images, LONG channels, LONG size,
 LONG segments, LONG lanes, LONG width) {
    BEGIN(x);
    CHANNEL_PLACE
    T mean = SEGMENTS(sums) / count;
    SUM_IMAGES(square, CENTRED_SQUARE)
    LEAVE(squares, square)
}

LINES(batch_norm)
(OUT(T, y), OUT(T, means), OUT(T, variances), GLOBAL const SUM* sums, GLOBAL const SUM* squares,
 IN(T, x), IN(T, weight), IN(T, bias), T epsilon, LONG images, LONG channels, LONG size, LONG segments,
 LONG lanes, LONG width) {
    BEGIN(y);
    BEGIN(means);
    BEGIN(variances);
    BEGIN(x);
    BEGIN(weight);
    BEGIN(bias);
    CHANNEL_PLACE
    T mean = SEGMENTS(sums) / count;
    T variance = SEGMENTS(squares) / count;
    T scale = 1 / sqrt(variance + epsilon) * weight[channel];
    T shift = bias[channel];
    FOR_IMAGES(FOR_LANES(column, width, size, y[base + i] = (X(i) - mean) * scale + shift;))
    if (segment == 0 && lane == 0) {
        means[channel] = mean;
        variances[channel] = variance;
    }
}

#define G(i) g[base + (i)]
#define NORMAL(i) ((X(i) - mean) * scale)
#define G_NORMAL(i) (G(i) * NORMAL(i))

LINES(batch_norm_sums)
(GLOBAL SUM* g_sums, GLOBAL SUM* normal_sums, IN(T, x), IN(T, means), IN(T, variances), IN(T, g),
 T epsilon, LONG images, LONG channels, LONG size, LONG segments, LONG lanes, LONG width) {
    BEGIN(x);
    BEGIN(means);
    BEGIN(variances);
    BEGIN(g);
    CHANNEL_PLACE
    T mean = means[channel];
    T scale = 1 / sqrt(variances[channel] + epsilon);
    SUM_IMAGES(g_sum, G)
    LEAVE(g_sums, g_sum)
    SUM_IMAGES(normal_sum, G_NORMAL)
    LEAVE(normal_sums, normal_sum)
}

LINES(batch_norm_gradient)
(OUT(T, dx), OUT(T, dweight), OUT(T, dbias), GLOBAL const SUM* g_sums,
 GLOBAL const SUM* normal_sums, IN(T, x), IN(T, weight), IN(T, means), IN(T, variances), IN(T, g),
 T epsilon, LONG images, LONG channels, LONG size, LONG segments, LONG lanes, LONG width) {
    BEGIN(dx);
    BEGIN(dweight);
    BEGIN(dbias);
    BEGIN(x);
    BEGIN(weight);
    BEGIN(means);
    BEGIN(variances);
    BEGIN(g);
    CHANNEL_PLACE
    T mean = means[channel];
    T scale = 1 / sqrt(variances[channel] + epsilon);
    T factor = scale * weight[channel];
    T db = SEGMENTS(g_sums), dw = SEGMENTS(normal_sums);
    T g_mean = db / count, normal_mean = dw / count;
    FOR_IMAGES(FOR_LANES(column, width, size,
                         dx[base + i] = (G(i) - g_mean - NORMAL(i) * normal_mean) * factor;))
    if (segment == 0 && lane == 0) {
        dweight[channel] = dw;
        dbias[channel] = db;
    }
}
