/** One pass over memory: fused operations whose elements do not depend on each other. */
@NullMarked
package org.ranvier.cpu.pass;

import org.jspecify.annotations.NullMarked;
