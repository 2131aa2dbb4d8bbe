/* Products of matrices in batches; rows, columns and batches may lie anywhere. */
#include "tiles.h"
#include "views.h"

struct Matrix {
    typedef const T* Line;
    typedef LONG Step;

    const T* x;
    LONG across, down;
    UINT lines;

    DEVICE Line line(UINT i) const {
        return i < lines ? x + i * across : (const T*) 0;
    }

    DEVICE Step step(UINT k) const {
        return k * down;
    }

    DEVICE T at(Line line, Step step) const {
        return line ? line[step] : (T) 0;
    }

    DEVICE bool along() const {
        return down != 1;
    }
};

struct RowMajor {
    T* y;
    UINT row, column, rows, columns;

    DEVICE void put(UINT i, UINT j, T value) const {
        if (row + i < rows && column + j < columns) {
            y[(LONG) (row + i) * columns + column + j] = value;
        }
    }
};

/*
 * y[batch, m, n] = Σ a[batch, m, k] b[batch, k, n]; y is contiguous. `batches` has the strides of a
 * and b. If the inner index is cut into segments, each leaves a y of its own.
 */
#define GEMM(name, CORE)                                                                      \
    TILE_KERNEL(name, CORE)                                                                   \
    (OUT(T, y), IN(T, a), IN(T, b), T* partial, LONG elements, LONG segments, LONG m, LONG n, \
     LONG k, LONG a_row, LONG a_column, LONG b_row, LONG b_column, View batches) {            \
        typedef CORE Core;                                                                    \
        LOCAL Slices<Core> slices;                                                            \
        BEGIN(y);                                                                             \
        BEGIN(a);                                                                             \
        BEGIN(b);                                                                             \
        Part part = Part::of<Core>(m, n, k, segments);                                        \
        WALK(batches, part.batch, a += at * batches.stride[0][axis];                          \
             b += at * batches.stride[1][axis])                                               \
        Matrix left = {a, a_row, a_column, (UINT) m}, right = {b, b_column, b_row, (UINT) n}; \
        T* to = (segments == 1 ? y : partial + part.segment * elements) + part.batch * m * n; \
        RowMajor target = {to, part.row, part.column, (UINT) m, (UINT) n};                    \
        Core core;                                                                            \
        multiply(core, slices, left, right, part.row, part.column, part.begin, part.end);     \
        core.give(target);                                                                    \
    }
