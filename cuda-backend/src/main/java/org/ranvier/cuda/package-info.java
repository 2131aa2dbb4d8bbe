/**
 * NVIDIA devices: the CUDA driver through JCuda, matrix products through JCublas, kernels from the
 * kernels module. Only the driver is needed at run time.
 */
@NullMarked
package org.ranvier.cuda;

import org.jspecify.annotations.NullMarked;
