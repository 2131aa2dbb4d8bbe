package org.ranvier.spi;

/**
 * Thrown by a backend that cannot give the memory asked for. Core then empties its pool and asks
 * once more.
 */
public class OutOfDeviceMemoryException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /**
     * With a message.
     *
     * @param message what the device said
     */
    public OutOfDeviceMemoryException(String message) {
        super(message);
    }
}
