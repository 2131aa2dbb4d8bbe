// The twin of tensor cores: the rounding and the fragments of PTX's mma.sync, with sums in float.
#pragma once

#define HAS_MMA

static inline unsigned tf32_of(float x) {
    unsigned bits = emulator_bits<unsigned>(x);
    return x != x ? 0x7fffffff : (bits + 0x1000) & ~0x1fffu;
}

static inline unsigned emulator_bf16(float x) {
    unsigned bits = emulator_bits<unsigned>(x);
    return x != x ? 0x7fff : (bits + 0x7fff + (bits >> 16 & 1)) >> 16;
}

static inline unsigned bf16_of(float first, float second) {
    return emulator_bf16(first) | emulator_bf16(second) << 16;
}

// The registers of each lane, as long as the warp is together.
struct emulator_Fragment {
    const unsigned *a, *b;
};
static emulator_Fragment emulator_fragments[32][32];

// PER of the K depths lie in each register: element k is in the lane of depth k / PER % 4.
template <int K, int PER>
static inline void emulator_mma(float (&sum)[4], const unsigned (&a)[4], const unsigned (&b)[2]) {
    static_assert(K == 8 * PER, "a register holds a quarter of half the depths");
    int lane = emulator_place.thread.x % 32;
    emulator_Fragment* lanes = emulator_fragments[emulator_place.thread.x / 32];
    lanes[lane] = {a, b};
    __syncwarp();
    auto value = [](unsigned bits, int k) {
        return emulator_bits<float>(PER == 1 ? bits : k % 2 ? bits & 0xffff0000 : bits << 16);
    };
    float result[4];
    for (int r = 0; r < 4; r++) {
        int row = lane / 4 + r / 2 * 8, column = lane % 4 * 2 + r % 2;
        result[r] = sum[r];
        for (int k = 0; k < K; k++) {
            int at = k / PER % 4, half = k / (K / 2);
            float left = value(lanes[row % 8 * 4 + at].a[row / 8 + 2 * half], k);
            float right = value(lanes[column * 4 + at].b[half], k);
            result[r] += left * right;
        }
    }
    __syncwarp();
    memcpy(sum, result, sizeof(result));
}

static inline void mma_tf32(float (&sum)[4], const unsigned (&a)[4], const unsigned (&b)[2]) {
    emulator_mma<8, 1>(sum, a, b);
}

static inline void mma_bf16(float (&sum)[4], const unsigned (&a)[4], const unsigned (&b)[2]) {
    emulator_mma<16, 2>(sum, a, b);
}
