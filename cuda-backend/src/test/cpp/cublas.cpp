// libcublas.so.12: the calls that the backend makes, one after the other in the driver's queue.
#include <cmath>
#include <cstring>

#include "lock.h"
#include "memory.h"
#include "queue.h"

using namespace emulator;

namespace {

enum { CUBLAS_STATUS_SUCCESS = 0, CUBLAS_STATUS_INVALID_VALUE = 7, CUBLAS_STATUS_NOT_SUPPORTED = 15 };
enum { CUDA_R_32F = 0, CUDA_R_64F = 1 };
enum { COMPUTE_32F = 68, COMPUTE_64F = 70, COMPUTE_32F_FAST_16BF = 75, COMPUTE_32F_FAST_TF32 = 77 };

struct Handle {
    CUstream stream;
};

// A factor as the tensor cores take it.
template <class T>
T rounded(T x, int) {
    return x;
}

float rounded(float x, int compute) {
    int bits = compute == COMPUTE_32F_FAST_TF32 ? 13 : compute == COMPUTE_32F_FAST_16BF ? 16 : 0;
    if (bits == 0 || !std::isfinite(x)) {
        return x;
    }
    uint32_t all;
    memcpy(&all, &x, sizeof(all));
    all = (all + (1u << (bits - 1))) & ~((1u << bits) - 1);
    memcpy(&x, &all, sizeof(all));
    return x;
}

// Column by column: element (row, column) of op(X).
template <class T>
T element(const T* x, bool transposed, int leading, int row, int column) {
    return transposed ? x[column + (size_t) row * leading] : x[row + (size_t) column * leading];
}

struct Product {
    bool transA, transB;
    int m, n, k;
    const void *a, *b;
    void* c;
    int lda, ldb, ldc;
    long long strideA, strideB, strideC;
    int count, compute;

    bool isInside(size_t size) const {
        auto extent = [&](int lines, int length, int leading, long long stride) {
            return (size_t) (stride * (count - 1) + (long long) leading * (lines - 1) + length) *
                   size;
        };
        auto inside = [](const void* x, size_t bytes) {
            return isMemory(reinterpret_cast<uint64_t>(x), bytes);
        };
        return inside(a, extent(transA ? m : k, transA ? k : m, lda, strideA)) &&
               inside(b, extent(transB ? k : n, transB ? n : k, ldb, strideB)) &&
               inside(c, extent(n, m, ldc, strideC));
    }

    template <class T>
    void run(T alpha) const {
        for (int i = 0; i < count; i++) {
            auto ai = static_cast<const T*>(a) + i * strideA;
            auto bi = static_cast<const T*>(b) + i * strideB;
            auto ci = static_cast<T*>(c) + i * strideC;
            for (int column = 0; column < n; column++) {
                for (int row = 0; row < m; row++) {
                    T sum = 0;
                    for (int j = 0; j < k; j++) {
                        sum += rounded(element(ai, transA, lda, row, j), compute) *
                               rounded(element(bi, transB, ldb, j, column), compute);
                    }
                    ci[row + (size_t) column * ldc] = alpha * sum;
                }
            }
        }
    }
};

}  // namespace

extern "C" {

int cublasCreate_v2(void** handle) {
    *handle = new Handle();
    return CUBLAS_STATUS_SUCCESS;
}

int cublasDestroy_v2(void* handle) {
    delete static_cast<Handle*>(handle);
    return CUBLAS_STATUS_SUCCESS;
}

int cublasSetStream_v2(void* handle, CUstream stream) {
    static_cast<Handle*>(handle)->stream = stream;
    return CUBLAS_STATUS_SUCCESS;
}

// With beta 0 only: c is not read.
int cublasGemmStridedBatchedEx(void*, int transA, int transB, int m, int n, int k,
                               const void* alpha, const void* a, int typeA, int lda,
                               long long strideA, const void* b, int typeB, int ldb,
                               long long strideB, const void* beta, void* c, int typeC, int ldc,
                               long long strideC, int count, int compute, int) {
    Lock lock;
    bool single = typeA == CUDA_R_32F;
    if (typeA != typeB || typeA != typeC || (!single && typeA != CUDA_R_64F) ||
        (!single && compute != COMPUTE_64F) ||
        (single && compute != COMPUTE_32F && compute != COMPUTE_32F_FAST_16BF &&
         compute != COMPUTE_32F_FAST_TF32)) {
        return CUBLAS_STATUS_NOT_SUPPORTED;
    }
    double betaValue = single ? *static_cast<const float*>(beta) : *static_cast<const double*>(beta);
    double factor = single ? *static_cast<const float*>(alpha) : *static_cast<const double*>(alpha);
    Product product = {transA != 0, transB != 0, m,       n,       k,       a,    b, c, lda,
                       ldb,         ldc,         strideA, strideB, strideC, count, compute};
    bool leading = lda >= (transA ? k : m) && ldb >= (transB ? n : k) && ldc >= m;
    if (betaValue != 0 || !leading || !product.isInside(single ? 4 : 8)) {
        return CUBLAS_STATUS_INVALID_VALUE;
    }
    enqueue([=] {
        if (single) {
            product.run((float) factor);
        } else {
            product.run(factor);
        }
        return CUDA_SUCCESS;
    });
    return CUBLAS_STATUS_SUCCESS;
}

}  // extern "C"
