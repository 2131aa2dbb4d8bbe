/** Attention, without ever holding all scores. */
@NullMarked
package org.ranvier.cpu.attention;

import org.jspecify.annotations.NullMarked;
