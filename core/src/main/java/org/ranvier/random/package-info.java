/** Counter-based random numbers, the same bits on every backend. */
@NullMarked
package org.ranvier.random;

import org.jspecify.annotations.NullMarked;
