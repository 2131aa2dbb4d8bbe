/** Convolutions. */
@NullMarked
package org.ranvier.cpu.conv;

import org.jspecify.annotations.NullMarked;
