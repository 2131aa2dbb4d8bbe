/* What the common text needs of CUDA C++. */
#define HAS_F64
#ifndef INFINITY
#define INFINITY __int_as_float(0x7f800000)
#endif

typedef long long LONG;
typedef unsigned long long ULONG;
typedef unsigned int UINT;
typedef unsigned char BYTE;

/* GROUP work items make a group; every launch has whole groups in one dimension. */
#define KERNEL(name) extern "C" __global__ void __launch_bounds__(GROUP) ranvier_##name
#define GLOBAL
#define LOCAL __shared__
#define INLINE static __device__ __forceinline__
#define RESTRICT __restrict__
#define UNROLL _Pragma("unroll")

/* A tensor among a kernel's parameters; BEGIN moves the pointer to its first element. */
#define IN(type, x) const type* x, LONG x##_offset
#define OUT(type, x) type* x, LONG x##_offset
#define BEGIN(x) x += x##_offset

#define GROUP_ID ((LONG) blockIdx.x)
#define LOCAL_ID ((int) threadIdx.x)
#define ITEM (GROUP_ID * GROUP + LOCAL_ID)
#define BARRIER __syncthreads()
#define ATOMIC_MIN(target, value) atomicMin(target, value)

/* The compiler fuses nothing by itself, see the options it is given. */
#define FMA(a, b, c) fma(a, b, c)
#define MAD(a, b, c) fma(a, b, c)
#define EXACT_SQRT(x) sqrt(x)

#define MULTIPLY_HIGH(a, b) __umulhi(a, b)
#define FLOAT_OF_BITS(bits) __int_as_float(bits)
#define BITS_OF_FLOAT(x) __float_as_int(x)
#define DOUBLE_OF_BITS(bits) __longlong_as_double(bits)
#define BITS_OF_DOUBLE(x) __double_as_longlong(x)
