/** How strided operands are walked through, in blocks that kernels see as dense rows. */
@NullMarked
package org.ranvier.cpu.loop;

import org.jspecify.annotations.NullMarked;
