/** Steps of recurrent units, all gates in one pass. */
@NullMarked
package org.ranvier.cpu.recurrent;

import org.jspecify.annotations.NullMarked;
