/** Decompositions of small matrices on the host, in float64. */
@NullMarked
package org.ranvier.linalg;

import org.jspecify.annotations.NullMarked;
