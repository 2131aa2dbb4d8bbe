/** Pooling. */
@NullMarked
package org.ranvier.cpu.pool;

import org.jspecify.annotations.NullMarked;
