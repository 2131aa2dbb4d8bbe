package org.ranvier.cuda;

import java.util.Arrays;
import java.util.stream.LongStream;
import jcuda.Pointer;
import jcuda.cudaDataType;
import jcuda.driver.CUstream;
import jcuda.jcublas.JCublas2;
import jcuda.jcublas.cublasComputeType;
import jcuda.jcublas.cublasGemmAlgo;
import jcuda.jcublas.cublasHandle;
import jcuda.jcublas.cublasOperation;
import jcuda.jcublas.cublasStatus;
import jcuda.runtime.cudaStream_t;
import org.jspecify.annotations.Nullable;
import org.ranvier.DType;
import org.ranvier.Layout;
import org.ranvier.Precision;
import org.ranvier.kernels.View;
import org.ranvier.spi.Operand;

/** Products of matrices by NVIDIA's library. */
final class Cublas implements AutoCloseable {
    /** The version that JCublas is bound to. */
    static final String LIBRARY = "libcublas.so.12";

    /** A type of elements, and constants of it. */
    private record Type(int data, Pointer one, Pointer zero) {}

    private static final Type SINGLE =
            new Type(
                    cudaDataType.CUDA_R_32F,
                    Pointer.to(new float[] {1}),
                    Pointer.to(new float[] {0}));
    private static final Type DOUBLE =
            new Type(
                    cudaDataType.CUDA_R_64F,
                    Pointer.to(new double[] {1}),
                    Pointer.to(new double[] {0}));

    private final cublasHandle handle = new cublasHandle();
    private final Precision precision;

    /**
     * A matrix as the library takes it, which counts columns first: a row-major one is transposed.
     *
     * @param transposed whether it lies row by row in the library's terms
     * @param leading the distance of its lines
     */
    private record Matrix(boolean transposed, long leading) {
        int operation() {
            return transposed ? cublasOperation.CUBLAS_OP_T : cublasOperation.CUBLAS_OP_N;
        }
    }

    Cublas(CUstream stream, Precision precision) {
        this.precision = precision;
        check(JCublas2.cublasCreate(handle), "starting cuBLAS");
        check(JCublas2.cublasSetStream(handle, new cudaStream_t(stream)), "giving cuBLAS a stream");
    }

    /** Whether the library is there, unless {@code -Dranvier.cuda.gemm=own} rules it out. */
    static boolean isWanted() {
        return !"own".equals(System.getProperty("ranvier.cuda.gemm")) && Driver.isLoadable(LIBRARY);
    }

    /**
     * Enters a product into the queue.
     *
     * @return false if the library cannot take these layouts
     */
    boolean matmul(Operand a, Operand b, Operand y) {
        View batches = View.inOrder(batches(a.layout()), batches(b.layout()));
        Matrix left = matrix(a.layout());
        Matrix right = matrix(b.layout());
        long m = y.shape().size(-2);
        long n = y.shape().size(-1);
        long k = a.shape().size(-1);
        long largest = LongStream.of(m, n, k, batches.elements()).max().orElseThrow();
        if (left == null || right == null || batches.rank() > 1 || largest > Integer.MAX_VALUE) {
            return false;
        }
        Type type = y.dtype() == DType.F32 ? SINGLE : DOUBLE;
        int result =
                JCublas2.cublasGemmStridedBatchedEx_new(
                        handle,
                        right.operation(),
                        left.operation(),
                        (int) n,
                        (int) m,
                        (int) k,
                        type.one(),
                        address(b),
                        type.data(),
                        (int) right.leading(),
                        batches.innermostStride(1),
                        address(a),
                        type.data(),
                        (int) left.leading(),
                        batches.innermostStride(0),
                        type.zero(),
                        address(y),
                        type.data(),
                        (int) n,
                        m * n,
                        (int) batches.elements(),
                        compute(y.dtype()),
                        cublasGemmAlgo.CUBLAS_GEMM_DEFAULT);
        check(result, "matmul by cuBLAS of " + a.spec() + " and " + b.spec());
        return true;
    }

    private int compute(DType type) {
        if (type == DType.F64) {
            return cublasComputeType.CUBLAS_COMPUTE_64F;
        }
        return switch (precision) {
            case FULL -> cublasComputeType.CUBLAS_COMPUTE_32F;
            case TF32 -> cublasComputeType.CUBLAS_COMPUTE_32F_FAST_TF32;
            case BF16 -> cublasComputeType.CUBLAS_COMPUTE_32F_FAST_16BF;
        };
    }

    private static Driver.DeviceAddress address(Operand x) {
        return new Driver.DeviceAddress(((CudaBuffer) x.buffer()).address() + x.byteOffset());
    }

    private static Layout batches(Layout layout) {
        int rank = layout.shape().rank() - 2;
        return new Layout(layout.shape().head(rank), Arrays.copyOf(layout.strides(), rank), 0);
    }

    /** The last two axes, or null if neither lies without gaps or a distance is not positive. */
    private static @Nullable Matrix matrix(Layout layout) {
        int row = layout.shape().rank() - 2;
        long rows = layout.shape().size(row);
        long columns = layout.shape().size(row + 1);
        long down = rows == 1 ? columns : layout.stride(row);
        long across = columns == 1 ? rows : layout.stride(row + 1);
        if ((across == 1 || columns == 1) && isDistance(down, columns)) {
            return new Matrix(false, down);
        }
        if ((down == 1 || rows == 1) && isDistance(across, rows)) {
            return new Matrix(true, across);
        }
        return null;
    }

    private static boolean isDistance(long distance, long length) {
        return distance >= Math.max(1, length) && distance <= Integer.MAX_VALUE;
    }

    private static void check(int status, String action) {
        if (status != cublasStatus.CUBLAS_STATUS_SUCCESS) {
            throw new CudaException(action + " failed: " + cublasStatus.stringFor(status));
        }
    }

    @Override
    public void close() {
        JCublas2.cublasDestroy(handle);
    }
}
