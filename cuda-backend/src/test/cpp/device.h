// The CUDA dialect of C++, for g++. Put before kernel text with -include; the text itself is the
// one that nvcc compiles. The emulated compiler exports every kernel by name, as an
// emulator::Export.
#pragma once

#include <float.h>
#include <limits.h>
#include <math.h>
#include <stdint.h>
#include <string.h>
#include <type_traits>
#include <utility>

#include "machine.h"

// What nvcc has built in.
#define __CUDA_ARCH__ 800
#define __device__
#define __host__
#define __forceinline__ inline __attribute__((always_inline))
#define __noinline__ __attribute__((noinline))
#define __launch_bounds__(...)
#define __align__(n) __attribute__((aligned(n)))
#define __constant__ static
#define __grid_constant__
// Static: one block runs at a time. The section is filled with NaNs before every launch.
#define __shared__ static __attribute__((section("emulator_shared")))

typedef emulator::Index3 uint3;
struct dim3 : uint3 {
    dim3(unsigned x = 1, unsigned y = 1, unsigned z = 1) : uint3{x, y, z} {}
};
struct int2 { int x, y; };
struct int4 { int x, y, z, w; };
struct uint2 { unsigned x, y; };
struct uint4 { unsigned x, y, z, w; };
struct float2 { float x, y; };
struct __align__(16) float4 { float x, y, z, w; };
struct __align__(16) double2 { double x, y; };
static inline int2 make_int2(int x, int y) { return {x, y}; }
static inline int4 make_int4(int x, int y, int z, int w) { return {x, y, z, w}; }
static inline uint2 make_uint2(unsigned x, unsigned y) { return {x, y}; }
static inline uint4 make_uint4(unsigned x, unsigned y, unsigned z, unsigned w) {
    return {x, y, z, w};
}
static inline float2 make_float2(float x, float y) { return {x, y}; }
static inline float4 make_float4(float x, float y, float z, float w) { return {x, y, z, w}; }
static inline double2 make_double2(double x, double y) { return {x, y}; }

// The module's link to the machine.
static emulator::Place emulator_place;
static const emulator::Machine* emulator_machine;
extern char __start_emulator_shared[] __attribute__((weak, visibility("hidden")));
extern char __stop_emulator_shared[] __attribute__((weak, visibility("hidden")));
extern "C" __attribute__((visibility("default"))) const emulator::Module emulator_module = {
    &emulator_place, &emulator_machine, __start_emulator_shared, __stop_emulator_shared};

#define threadIdx (emulator_place.thread)
#define blockIdx (emulator_place.block)
#define blockDim (emulator_place.blockSize)
#define gridDim (emulator_place.gridSize)
#define warpSize 32

// Barriers and warp exchange.
static inline void __syncthreads() { emulator_machine->barrier(0); }
static inline int __syncthreads_count(int p) { return emulator_machine->barrier(p); }
static inline int __syncthreads_or(int p) { return emulator_machine->barrier(p) != 0; }
static inline int __syncthreads_and(int p) { return emulator_machine->barrier(!p) == 0; }
static inline void __threadfence() {}
static inline void __threadfence_block() {}
static inline void __trap() { emulator_machine->trap("__trap()"); }

static inline unsigned __ballot_sync(unsigned mask, int predicate) {
    return (unsigned) emulator_machine->exchange(
        emulator::Exchange::BALLOT, mask, predicate != 0, 0);
}
static inline void __syncwarp(unsigned mask = ~0u) { __ballot_sync(mask, 0); }
static inline int __any_sync(unsigned mask, int p) { return __ballot_sync(mask, p) != 0; }
static inline int __all_sync(unsigned mask, int p) { return __ballot_sync(mask, !p) == 0; }

template <class T>
static inline T emulator_shuffle(unsigned mask, T value, int source) {
    static_assert(sizeof(T) <= sizeof(uint64_t), "shuffles move up to 8 bytes");
    uint64_t bits = 0;
    memcpy(&bits, &value, sizeof(T));
    bits = emulator_machine->exchange(emulator::Exchange::SHUFFLE, mask, bits, source);
    memcpy(&value, &bits, sizeof(T));
    return value;
}
template <class T>
static inline T __shfl_sync(unsigned mask, T value, int source, int width = 32) {
    int base = emulator_machine->lane() / width * width;
    return emulator_shuffle(mask, value, base + (source & (width - 1)));
}
template <class T>
static inline T __shfl_xor_sync(unsigned mask, T value, int lanes, int width = 32) {
    int lane = emulator_machine->lane();
    int source = lane ^ lanes;
    return emulator_shuffle(mask, value, source / width > lane / width ? lane : source);
}
template <class T>
static inline T __shfl_down_sync(unsigned mask, T value, unsigned distance, int width = 32) {
    int lane = emulator_machine->lane();
    int source = lane + (int) distance;
    return emulator_shuffle(mask, value, source / width == lane / width ? source : lane);
}
template <class T>
static inline T __shfl_up_sync(unsigned mask, T value, unsigned distance, int width = 32) {
    int lane = emulator_machine->lane();
    int source = lane - (int) distance;
    return emulator_shuffle(mask, value, source >= lane / width * width ? source : lane);
}

// Atomics: threads take turns only at barriers, so plain operations are atomic.
template <class T, class U>
static inline T atomicAdd(T* p, U v) { T old = *p; *p = old + (T) v; return old; }
template <class T, class U>
static inline T atomicExch(T* p, U v) { T old = *p; *p = (T) v; return old; }
template <class T, class U>
static inline T atomicMax(T* p, U v) { T old = *p; if ((T) v > old) *p = (T) v; return old; }
template <class T, class U>
static inline T atomicMin(T* p, U v) { T old = *p; if ((T) v < old) *p = (T) v; return old; }
template <class T, class U>
static inline T atomicOr(T* p, U v) { T old = *p; *p = old | (T) v; return old; }
template <class T>
static inline T atomicCAS(T* p, T expected, T v) {
    T old = *p;
    if (old == expected) *p = v;
    return old;
}

// Bits.
template <class To, class From>
static inline To emulator_bits(From from) {
    static_assert(sizeof(To) == sizeof(From), "bits of one size");
    To to;
    memcpy(&to, &from, sizeof(To));
    return to;
}
static inline int __float_as_int(float x) { return emulator_bits<int>(x); }
static inline unsigned __float_as_uint(float x) { return emulator_bits<unsigned>(x); }
static inline float __int_as_float(int x) { return emulator_bits<float>(x); }
static inline float __uint_as_float(unsigned x) { return emulator_bits<float>(x); }
static inline long long __double_as_longlong(double x) { return emulator_bits<long long>(x); }
static inline double __longlong_as_double(long long x) { return emulator_bits<double>(x); }
static inline unsigned __umulhi(unsigned a, unsigned b) {
    return (unsigned) (((uint64_t) a * b) >> 32);
}
static inline int __popc(unsigned x) { return __builtin_popcount(x); }
static inline int __clz(int x) { return x == 0 ? 32 : __builtin_clz((unsigned) x); }
static inline int __ffs(int x) { return __builtin_ffs(x); }
template <class T>
static inline T __ldg(const T* p) { return *p; }

#include "mma_twin.h"

// Mathematics that the C library lacks, or has only in namespace std.
using std::abs;
using std::isfinite;
using std::isinf;
using std::isnan;
using std::signbit;
static inline float rsqrtf(float x) { return (float) (1 / std::sqrt((double) x)); }
static inline double rsqrt(double x) { return 1 / std::sqrt(x); }
static inline float __fdividef(float a, float b) { return a / b; }
static inline float __fmul_rn(float a, float b) { volatile float c = a * b; return c; }
static inline float __fadd_rn(float a, float b) { volatile float c = a + b; return c; }
static inline float __fsub_rn(float a, float b) { volatile float c = a - b; return c; }
static inline double __dmul_rn(double a, double b) { volatile double c = a * b; return c; }
static inline double __dadd_rn(double a, double b) { volatile double c = a + b; return c; }
static inline int __float2int_rz(float x) {
    return isnan(x) ? 0 : x >= 2147483648.f ? INT_MAX : x <= -2147483648.f ? INT_MIN : (int) x;
}
static inline int __double2int_rz(double x) {
    return isnan(x) ? 0 : x >= 2147483648. ? INT_MAX : x <= -2147483648. ? INT_MIN : (int) x;
}
static inline float sinpif(float x) { return (float) std::sin(M_PI * (double) x); }
static inline float cospif(float x) { return (float) std::cos(M_PI * (double) x); }
static inline double sinpi(double x) { return std::sin(M_PI * x); }
static inline double cospi(double x) { return std::cos(M_PI * x); }
template <class A, class B>
static inline std::common_type_t<A, B> min(A a, B b) { return b < a ? b : a; }
template <class A, class B>
static inline std::common_type_t<A, B> max(A a, B b) { return a < b ? b : a; }

// Exports of kernels.
namespace emulator {

template <class... P, size_t... I>
static inline void call(void (*kernel)(P...), void** p, std::index_sequence<I...>) {
    (void) p;
    kernel(*static_cast<std::remove_const_t<P>*>(p[I])...);
}

template <class F, F* kernel>
struct Export;
template <class... P, void (*kernel)(P...)>
struct Export<void(P...), kernel> {
    static constexpr size_t sizes[sizeof...(P) + 1] = {sizeof(P)..., 0};
    static void run(void** p) { call(kernel, p, std::make_index_sequence<sizeof...(P)>()); }
    static constexpr Kernel value = {run, (int) sizeof...(P), sizes};
};

}  // namespace emulator
