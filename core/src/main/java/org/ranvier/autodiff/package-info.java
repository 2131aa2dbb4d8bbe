/** Reverse-mode differentiation: the tape and the table of gradients. */
@NullMarked
package org.ranvier.autodiff;

import org.jspecify.annotations.NullMarked;
