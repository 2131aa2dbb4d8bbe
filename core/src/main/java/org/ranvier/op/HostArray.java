package org.ranvier.op;

import java.lang.foreign.MemorySegment;
import org.ranvier.TensorSpec;

/**
 * A contiguous tensor in host memory.
 *
 * @param spec its type and shape
 * @param memory its elements in row-major order, exactly as many bytes as they take
 */
public record HostArray(TensorSpec spec, MemorySegment memory) {}
