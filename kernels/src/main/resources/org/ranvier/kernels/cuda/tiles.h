/*
 * Products of matrices, tile by tile through shared memory: while one slice of the two factors is
 * multiplied, the next is on its way into registers. What the factors are, and where results go, is
 * up to the caller, so that a convolution is a product, too.
 *
 * A factor has lines, the rows of the left one and the columns of the right one, and a depth, the
 * inner index:
 *   Line line(UINT i)        where a line lies; it may be none of the factor
 *   Step step(UINT k)        where a depth lies
 *   T at(Line, Step)         an element; 0 where there is none
 *   bool along()             whether elements of neighbouring lines are neighbours in memory
 *
 * A core is a tile of M times N results in the registers of a group; it multiplies a slice of DEPTH.
 */
#include "types.h"

#define DEVICE __device__ __forceinline__

/* Of a core's groups, a multiprocessor has room for GROUPS: two hide each other's barriers. */
#define TILE_KERNEL(name, CORE) \
    extern "C" __global__ void __launch_bounds__(GROUP, CORE::GROUPS) ranvier_##name

/* Two slices of each factor: one is read, one is written. PAD keeps banks apart. */
template <class Core>
struct alignas(16) Slices {
    T left[2][Core::DEPTH][Core::M + Core::PAD];
    T right[2][Core::DEPTH][Core::N + Core::PAD];
};

/* What a work item loads of each slice of a factor with LINES lines. */
template <class Core, class Factor, int LINES>
struct Loader {
    static const int DEPTH = Core::DEPTH;
    static const int COUNT = LINES * DEPTH / GROUP;

    const Factor& factor;
    typename Factor::Line lines[COUNT];
    T held[COUNT];

    DEVICE Loader(const Factor& factor, UINT first) : factor(factor) {
        UNROLL
        for (int i = 0; i < COUNT; i++) {
            lines[i] = factor.line(first + line(i));
        }
    }

    DEVICE int line(int i) const {
        int place = LOCAL_ID + i * GROUP;
        return factor.along() ? place % LINES : place / DEPTH;
    }

    DEVICE int depth(int i) const {
        int place = LOCAL_ID + i * GROUP;
        return factor.along() ? place / LINES : place % DEPTH;
    }

    DEVICE void load(UINT begin, UINT end) {
        UNROLL
        for (int i = 0; i < COUNT; i++) {
            UINT k = begin + depth(i);
            held[i] = k < end ? factor.at(lines[i], factor.step(k)) : (T) 0;
        }
    }

    template <int WIDTH>
    DEVICE void store(T (&slice)[DEPTH][WIDTH]) const {
        UNROLL
        for (int i = 0; i < COUNT; i++) {
            slice[depth(i)][line(i)] = held[i];
        }
    }
};

/* Multiplies what lies between two depths into the core, for the tile that begins at row, column. */
template <class Core, class Left, class Right>
DEVICE void multiply(Core& core, Slices<Core>& slices, const Left& left, const Right& right, UINT row,
                     UINT column, UINT begin, UINT end) {
    Loader<Core, Left, Core::M> rows(left, row);
    Loader<Core, Right, Core::N> columns(right, column);
    rows.load(begin, end);
    columns.load(begin, end);
    for (int now = 0; begin < end; now = 1 - now) {
        rows.store(slices.left[now]);
        columns.store(slices.right[now]);
        BARRIER;
        begin += Core::DEPTH;
        if (begin < end) {
            rows.load(begin, end);
            columns.load(begin, end);
        }
        core.add(slices.left[now], slices.right[now]);
    }
}

/* Which part of a product a group computes; tiles of one column follow each other. */
struct Part {
    UINT row, column, begin, end;
    LONG batch, segment;

    template <class Core>
    static DEVICE Part of(UINT m, UINT n, UINT k, LONG segments) {
        UINT rows = (m + Core::M - 1) / Core::M, columns = (n + Core::N - 1) / Core::N;
        LONG tile = GROUP_ID % ((LONG) rows * columns);
        LONG rest = GROUP_ID / ((LONG) rows * columns);
        Part part;
        part.segment = rest % segments;
        part.batch = rest / segments;
        part.row = (UINT) (tile % rows) * Core::M;
        part.column = (UINT) (tile / rows) * Core::N;
        part.begin = (UINT) (k * part.segment / segments);
        part.end = (UINT) (k * (part.segment + 1) / segments);
        return part;
    }
};

/* Four neighbours, read at once. */
struct alignas(16) Four {
    T x[4];
};

/*
 * Plain arithmetic. The eight warps share the tile two by four, the lanes of a warp share its part
 * eight by four, in blocks of four by four results.
 */
template <int ROWS, int COLUMNS>
struct Plain {
    static const int M = ROWS, N = COLUMNS, DEPTH = 8, PAD = 4, GROUPS = 2;
    static const int DOWN = ROWS / 64, ACROSS = COLUMNS / 64;

    T sums[4 * DOWN][4 * ACROSS];

    DEVICE Plain() {
        UNROLL
        for (int i = 0; i < 4 * DOWN; i++) {
            UNROLL
            for (int j = 0; j < 4 * ACROSS; j++) {
                sums[i][j] = 0;
            }
        }
    }

    static DEVICE int row(int i) {
        int warp = LOCAL_ID / 32, lane = LOCAL_ID % 32;
        return warp / 4 * (ROWS / 2) + lane / 4 * 4 + i / 4 * 32 + i % 4;
    }

    static DEVICE int column(int j) {
        int warp = LOCAL_ID / 32, lane = LOCAL_ID % 32;
        return warp % 4 * (COLUMNS / 4) + lane % 4 * 4 + j / 4 * 16 + j % 4;
    }

    DEVICE void add(const T (&left)[DEPTH][M + PAD], const T (&right)[DEPTH][N + PAD]) {
        /* Unrolled further, more registers would be in use at once. */
        _Pragma("unroll 2")
        for (int k = 0; k < DEPTH; k++) {
            Four a[DOWN], b[ACROSS];
            UNROLL
            for (int i = 0; i < DOWN; i++) {
                a[i] = *(const Four*) &left[k][row(4 * i)];
            }
            UNROLL
            for (int j = 0; j < ACROSS; j++) {
                b[j] = *(const Four*) &right[k][column(4 * j)];
            }
            UNROLL
            for (int i = 0; i < 4 * DOWN; i++) {
                UNROLL
                for (int j = 0; j < 4 * ACROSS; j++) {
                    sums[i][j] = FMA(a[i / 4].x[i % 4], b[j / 4].x[j % 4], sums[i][j]);
                }
            }
        }
    }

    /* Hands each result with its place in the tile to the target. */
    template <class Target>
    DEVICE void give(const Target& target) const {
        UNROLL
        for (int i = 0; i < 4 * DOWN; i++) {
            UNROLL
            for (int j = 0; j < 4 * ACROSS; j++) {
                target.put(row(i), column(j), sums[i][j]);
            }
        }
    }
};
