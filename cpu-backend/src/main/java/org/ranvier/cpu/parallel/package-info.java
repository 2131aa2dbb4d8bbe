/** The threads of the CPU backend. */
@NullMarked
package org.ranvier.cpu.parallel;

import org.jspecify.annotations.NullMarked;
