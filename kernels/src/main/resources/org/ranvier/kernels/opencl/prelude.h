/* What the common text needs of OpenCL C 1.2. */
#pragma OPENCL FP_CONTRACT OFF

#ifdef HAS_F64
#pragma OPENCL EXTENSION cl_khr_fp64 : enable
#endif

typedef long LONG;
typedef ulong ULONG;
typedef uint UINT;
typedef uchar BYTE;

/*
 * GROUP work items make a group, or with SINGLE one; every launch has whole groups in one
 * dimension.
 */
#define KERNEL(name) __kernel __attribute__((reqd_work_group_size(GROUP, 1, 1))) void name
#define SINGLE(name) __kernel __attribute__((reqd_work_group_size(1, 1, 1))) void name
#define GLOBAL __global
#define LOCAL __local
#define INLINE static inline
#define RESTRICT restrict
#define UNROLL __attribute__((opencl_unroll_hint))
/* Before a loop whose steps do not depend on each other; it may be short. */
#define VECTORS _Pragma("clang loop vectorize(assume_safety) interleave_count(1)")

/* A tensor among a kernel's parameters; BEGIN moves the pointer to its first element. */
#define IN(type, x) __global const type* x, LONG x##_offset
#define OUT(type, x) __global type* x, LONG x##_offset
#define BEGIN(x) x += x##_offset

#define GROUP_ID ((LONG) get_group_id(0))
#define LOCAL_ID ((int) get_local_id(0))
#define ITEM (GROUP_ID * GROUP + LOCAL_ID)
#define BARRIER barrier(CLK_LOCAL_MEM_FENCE)
#define ATOMIC_MIN(target, value) atomic_min(target, value)

#if defined(FP_FAST_FMAF) || defined(__FMA__)
#define FAST_FMA
#endif
#define FMA(a, b, c) fma(a, b, c)
#ifdef FAST_FMA
#define MAD(a, b, c) fma(a, b, c)
#else
#define MAD(a, b, c) ((a) * (b) + (c))
#endif

/* Correctly rounded in float. */
#ifdef EXACT_DIVIDE_SQRT
#define EXACT_SQRT(x) sqrt(x)
#elif defined(HAS_F64)
#define EXACT_SQRT(x) ((float) sqrt((double) (x)))
#else
static inline float EXACT_SQRT(float x) {
    float y = sqrt(x);
    return x > 0 ? fma(fma(-y, y, x), 0.5f / y, y) : y;
}
#endif

#define MULTIPLY_HIGH(a, b) mul_hi(a, b)
#define FLOAT_OF_BITS(bits) as_float(bits)
#define BITS_OF_FLOAT(x) as_int(x)
#ifdef HAS_F64
#define DOUBLE_OF_BITS(bits) as_double(bits)
#define BITS_OF_DOUBLE(x) as_long(x)
#endif
