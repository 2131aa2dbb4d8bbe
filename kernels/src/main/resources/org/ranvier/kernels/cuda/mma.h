/*
 * Tiles whose products tensor cores compute: factors rounded to a shorter format, sums in F32. The
 * places of elements in the lanes of a warp are those of the instruction's description: PTX ISA,
 * "Matrix Fragments for mma.m16n8k8" and "mma.m16n8k16".
 */
#include "tiles.h"

/* An emulator brings these four along. */
#ifndef HAS_MMA
/* Rounded to 10 bits behind the point, ties away from 0. */
DEVICE UINT tf32_of(float x) {
    UINT y;
    asm("cvt.rna.tf32.f32 %0, %1;" : "=r"(y) : "f"(x));
    return y;
}

/* Rounded to 7 bits behind the point, ties to even; the first is the lower half. */
DEVICE UINT bf16_of(float first, float second) {
    UINT y;
    asm("cvt.rn.bf16x2.f32 %0, %1, %2;" : "=r"(y) : "f"(second), "f"(first));
    return y;
}

#define MMA(name, shape)                                                        \
    DEVICE void name(float (&sum)[4], const UINT (&a)[4], const UINT (&b)[2]) { \
        asm volatile(                                                           \
            "mma.sync.aligned." shape                                           \
            " {%0, %1, %2, %3}, {%4, %5, %6, %7}, {%8, %9}, {%0, %1, %2, %3};"  \
            : "+f"(sum[0]), "+f"(sum[1]), "+f"(sum[2]), "+f"(sum[3])            \
            : "r"(a[0]), "r"(a[1]), "r"(a[2]), "r"(a[3]), "r"(b[0]), "r"(b[1])); \
    }

MMA(mma_tf32, "m16n8k8.row.col.f32.tf32.tf32.f32")
MMA(mma_bf16, "m16n8k16.row.col.f32.bf16.bf16.f32")
#endif

/* Eight depths; a register holds one element. PAD puts the four depths of a load 8 banks apart. */
struct Tf32 {
    static const int DEPTH = 8, PAD = 8;

    /* Of the half `half` of the depths behind k, those of this lane. */
    template <int HEIGHT, int WIDTH>
    static DEVICE UINT elements(const T (&slice)[HEIGHT][WIDTH], int k, int half, int line) {
        return tf32_of(slice[k + half * 4 + LOCAL_ID % 4][line]);
    }

    static DEVICE void multiply(float (&sum)[4], const UINT (&a)[4], const UINT (&b)[2]) {
        mma_tf32(sum, a, b);
    }
};

/* Sixteen depths; a register holds two elements. */
struct Bf16 {
    static const int DEPTH = 16, PAD = 4;

    template <int HEIGHT, int WIDTH>
    static DEVICE UINT elements(const T (&slice)[HEIGHT][WIDTH], int k, int half, int line) {
        int first = k + half * 8 + LOCAL_ID % 4 * 2;
        return bf16_of(slice[first][line], slice[first + 1][line]);
    }

    static DEVICE void multiply(float (&sum)[4], const UINT (&a)[4], const UINT (&b)[2]) {
        mma_bf16(sum, a, b);
    }
};

/* The eight warps share the tile two by four; a warp computes pieces of 16 by 8. */
template <class Format, int ROWS, int COLUMNS>
struct Fragments {
    static const int M = ROWS, N = COLUMNS, DEPTH = 16, PAD = Format::PAD;
    static const int DOWN = ROWS / 32, ACROSS = COLUMNS / 32;
    static const int GROUPS = ROWS > 64 ? 1 : 2;

    float sums[DOWN][ACROSS][4];

    DEVICE Fragments() {
        UNROLL
        for (int i = 0; i < DOWN; i++) {
            UNROLL
            for (int j = 0; j < ACROSS; j++) {
                sums[i][j][0] = sums[i][j][1] = sums[i][j][2] = sums[i][j][3] = 0;
            }
        }
    }

    static DEVICE int row(int piece) {
        return LOCAL_ID / 128 * (ROWS / 2) + piece * 16;
    }

    static DEVICE int column(int piece) {
        return LOCAL_ID / 32 % 4 * (COLUMNS / 4) + piece * 8;
    }

    DEVICE void add(const T (&left)[DEPTH][M + PAD], const T (&right)[DEPTH][N + PAD]) {
        int line = LOCAL_ID % 32 / 4;
        UNROLL
        for (int k = 0; k < DEPTH; k += Format::DEPTH) {
            UINT a[DOWN][4], b[ACROSS][2];
            UNROLL
            for (int i = 0; i < DOWN; i++) {
                UNROLL
                for (int r = 0; r < 4; r++) {
                    a[i][r] = Format::elements(left, k, r / 2, row(i) + r % 2 * 8 + line);
                }
            }
            UNROLL
            for (int j = 0; j < ACROSS; j++) {
                UNROLL
                for (int r = 0; r < 2; r++) {
                    b[j][r] = Format::elements(right, k, r, column(j) + line);
                }
            }
            UNROLL
            for (int i = 0; i < DOWN; i++) {
                UNROLL
                for (int j = 0; j < ACROSS; j++) {
                    Format::multiply(sums[i][j], a[i], b[j]);
                }
            }
        }
    }

    /* Hands each result with its place in the tile to the target. */
    template <class Target>
    DEVICE void give(const Target& target) const {
        int line = LOCAL_ID % 32 / 4, pair = LOCAL_ID % 4 * 2;
        UNROLL
        for (int i = 0; i < DOWN; i++) {
            UNROLL
            for (int j = 0; j < ACROSS; j++) {
                UNROLL
                for (int r = 0; r < 4; r++) {
                    target.put(row(i) + r / 2 * 8 + line, column(j) + pair + r % 2, sums[i][j][r]);
                }
            }
        }
    }
};

typedef Fragments<Tf32, 64, 64> SmallTf32;
typedef Fragments<Tf32, 128, 128> LargeTf32;
typedef Fragments<Bf16, 64, 64> SmallBf16;
typedef Fragments<Bf16, 128, 128> LargeBf16;
