/** Memory of the CPU backend. */
@NullMarked
package org.ranvier.cpu.memory;

import org.jspecify.annotations.NullMarked;
