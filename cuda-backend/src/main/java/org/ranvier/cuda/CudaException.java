package org.ranvier.cuda;

/** The CUDA driver, compiler or library refused something, or a kernel failed. */
public final class CudaException extends RuntimeException {
    private static final long serialVersionUID = 1;

    CudaException(String message) {
        super("CUDA: " + message);
    }

    CudaException(String message, Throwable cause) {
        super("CUDA: " + message, cause);
    }
}
