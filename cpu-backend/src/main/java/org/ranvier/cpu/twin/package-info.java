/** Choosing between vectors and their scalar twins. */
@NullMarked
package org.ranvier.cpu.twin;

import org.jspecify.annotations.NullMarked;
