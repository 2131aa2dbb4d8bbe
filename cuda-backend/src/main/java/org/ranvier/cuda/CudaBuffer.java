package org.ranvier.cuda;

import org.ranvier.spi.Buffer;

/**
 * Memory of a device.
 *
 * @param address where it begins
 * @param byteSize its size
 * @param pooled whether it comes from the driver's pool
 */
record CudaBuffer(long address, long byteSize, boolean pooled) implements Buffer {}
