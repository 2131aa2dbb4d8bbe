package org.ranvier.cuda;

import org.ranvier.spi.Buffer;

/**
 * Memory of a device.
 *
 * @param address where it begins
 * @param byteSize its size
 */
record CudaBuffer(long address, long byteSize) implements Buffer {}
