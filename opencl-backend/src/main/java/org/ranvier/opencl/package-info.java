/**
 * The OpenCL backend: any device with an OpenCL 1.2 driver, through JOCL. Kernels and how
 * operations are made of them are those of {@code org.ranvier.kernels}; here are devices, memory,
 * compilation and launching.
 */
@NullMarked
package org.ranvier.opencl;

import org.jspecify.annotations.NullMarked;
