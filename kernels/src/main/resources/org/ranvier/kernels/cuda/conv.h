/*
 * Convolutions and their gradients as products of matrices whose elements are looked up where they
 * lie: nothing is unrolled in memory.
 */
#include "tiles.h"

/* Division of numbers below 2^31 by one that is known before: (n * magic) >> shift. */
struct Divisor {
    LONG size, magic, shift;

    DEVICE UINT divide(UINT n) const {
        return (UINT) ((n * (ULONG) magic) >> shift);
    }
};

/* A place in a tensor: its offset, and its coordinates along three axes. */
struct Point {
    LONG offset;
    int at[3];
};

/*
 * How an index becomes a place: it counts an outer axis and three inner ones, the last the fastest.
 * Along each the coordinate is first + step * count.
 */
struct Walk {
    LONG outer;
    Divisor sizes[3];
    LONG first[3], step[3], stride[3];

    DEVICE Point at(UINT index) const {
        Point point;
        point.offset = 0;
        UNROLL
        for (int axis = 2; axis >= 0; axis--) {
            UINT rest = sizes[axis].divide(index);
            UINT count = index - rest * (UINT) sizes[axis].size;
            point.at[axis] = (int) first[axis] + (int) count * (int) step[axis];
            point.offset += point.at[axis] * stride[axis];
            index = rest;
        }
        point.offset += index * outer;
        return point;
    }
};

/* Where the elements of a factor lie: of its lines, and of its depths. */
struct Places {
    LONG group;
    Walk lines, depths;
};

/* Everything there is to know of a convolution or a gradient. */
struct Geometry {
    LONG m, n, k;
    Places left, right;
    LONG bounds[3];
    LONG group;
    Walk rows, columns;
};

/* A factor whose elements all exist. */
struct Whole {
    typedef LONG Line;
    typedef LONG Step;

    const T* x;
    const Places& places;
    UINT lines;

    DEVICE Line line(UINT i) const {
        return i < lines ? places.lines.at(i).offset : -1;
    }

    DEVICE Step step(UINT k) const {
        return places.depths.at(k).offset;
    }

    DEVICE T at(Line line, Step step) const {
        return line < 0 ? (T) 0 : x[line + step];
    }

    DEVICE bool along() const {
        return false;
    }
};

/* A factor with elements outside of the tensor, which are 0. */
template <bool ALONG>
struct Padded {
    typedef Point Line;
    typedef Point Step;

    const T* x;
    const Places& places;
    const LONG (&bounds)[3];
    UINT lines;

    DEVICE Line line(UINT i) const {
        Point point = places.lines.at(i);
        if (i >= lines) {
            point.at[0] = 1 << 30;
        }
        return point;
    }

    DEVICE Step step(UINT k) const {
        return places.depths.at(k);
    }

    DEVICE T at(const Line& line, const Step& step) const {
        bool inside = true;
        UNROLL
        for (int axis = 0; axis < 3; axis++) {
            inside &= (UINT) (line.at[axis] + step.at[axis]) < (UINT) bounds[axis];
        }
        return inside ? x[line.offset + step.offset] : (T) 0;
    }

    DEVICE bool along() const {
        return ALONG;
    }
};

struct Scattered {
    T* y;
    const Geometry& geometry;
    UINT row, column;

    DEVICE void put(UINT i, UINT j, T value) const {
        if (row + i < geometry.m && column + j < geometry.n) {
            y[geometry.rows.at(row + i).offset + geometry.columns.at(column + j).offset] = value;
        }
    }
};

/*
 * y[row, column] = Σ left[row, depth] right[column, depth] for each group of channels. If the depth
 * is cut into segments, each leaves a y of its own.
 */
#define CONV(name, CORE, ALONG)                                                                 \
    TILE_KERNEL(name, CORE)                                                                     \
    (OUT(T, y), IN(T, a), IN(T, b), T* partial, LONG elements, LONG segments,                   \
     const __grid_constant__ Geometry geometry) {                                               \
        typedef CORE Core;                                                                      \
        LOCAL Slices<Core> slices;                                                              \
        BEGIN(y);                                                                               \
        BEGIN(a);                                                                               \
        BEGIN(b);                                                                               \
        Part part = Part::of<Core>(geometry.m, geometry.n, geometry.k, segments);               \
        Whole left = {a + part.batch * geometry.left.group, geometry.left, (UINT) geometry.m};  \
        Padded<ALONG> right = {b + part.batch * geometry.right.group, geometry.right,           \
                               geometry.bounds, (UINT) geometry.n};                             \
        T* to = segments == 1 ? y : partial + part.segment * elements;                          \
        Scattered target = {to + part.batch * geometry.group, geometry, part.row, part.column}; \
        Core core;                                                                              \
        multiply(core, slices, left, right, part.row, part.column, part.begin, part.end);       \
        core.give(target);                                                                      \
    }
