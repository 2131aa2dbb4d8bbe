/** The inner loops that matrix products and convolutions are made of. */
@NullMarked
package org.ranvier.cpu.tile;

import org.jspecify.annotations.NullMarked;
