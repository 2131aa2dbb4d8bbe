/** Matrix products. */
@NullMarked
package org.ranvier.cpu.gemm;

import org.jspecify.annotations.NullMarked;
