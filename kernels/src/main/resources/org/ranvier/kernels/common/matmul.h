/* Products of matrices in batches; rows, columns and batches may lie anywhere. */
#include "types.h"
#include "views.h"

/*
 * y[batch, m, n] = Σ a[batch, m, k] b[batch, k, n]; y is contiguous. `batches` has the strides of a
 * and b.
 */
KERNEL(matmul)
(OUT(T, y), IN(T, a), IN(T, b), LONG elements, LONG m, LONG n, LONG k, LONG a_row, LONG a_column,
 LONG b_row, LONG b_column, View batches) {
    BEGIN(y);
    BEGIN(a);
    BEGIN(b);
    LONG i = ITEM;
    if (i < elements) {
        LONG batch = i / (m * n), row = i / n % m, column = i % n;
        LONG from_a = row * a_row, from_b = column * b_column;
        WALK(batches, batch, from_a += at * batches.stride[0][axis];
             from_b += at * batches.stride[1][axis])
        T sum = 0;
        for (LONG j = 0; j < k; j++) {
            sum = MAD(a[from_a + j * a_column], b[from_b + j * b_row], sum);
        }
        y[i] = sum;
    }
}
