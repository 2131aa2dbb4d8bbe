/** Matrix decompositions and least squares, computed on the host in double precision. */
@NullMarked
package org.ranvier.linalg;

import org.jspecify.annotations.NullMarked;
