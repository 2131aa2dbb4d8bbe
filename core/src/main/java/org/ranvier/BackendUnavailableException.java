package org.ranvier;

/** Thrown when a device that was asked for cannot be had. */
public class BackendUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1;

    BackendUnavailableException(String message) {
        super(message);
    }
}
