/** Many elements become one. */
@NullMarked
package org.ranvier.cpu.reduce;

import org.jspecify.annotations.NullMarked;
