package org.ranvier.spi;

/** A piece of a device's memory. Only the backend that made it looks inside. */
public interface Buffer {
    /**
     * Its size.
     *
     * @return the number of bytes
     */
    long byteSize();
}
