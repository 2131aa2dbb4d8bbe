/** The backend that runs everywhere: the processor, in Java. */
@NullMarked
package org.ranvier.cpu;

import org.jspecify.annotations.NullMarked;
