package org.ranvier;

/** Thrown when a tensor does not fit into the device's memory or the session's limit. */
public class DeviceMemoryException extends RuntimeException {
    private static final long serialVersionUID = 1;

    DeviceMemoryException(String message) {
        super(message);
    }
}
