package org.ranvier.opencl;

/** Thrown when the OpenCL driver refuses something; says what was asked and what it answered. */
public final class OpenClException extends RuntimeException {
    private static final long serialVersionUID = 1;

    OpenClException(String message) {
        super(message);
    }

    OpenClException(String message, Throwable cause) {
        super(message, cause);
    }
}
