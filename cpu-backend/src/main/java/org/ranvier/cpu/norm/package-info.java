/** Layer and batch normalisation and their gradients. */
@NullMarked
package org.ranvier.cpu.norm;

import org.jspecify.annotations.NullMarked;
