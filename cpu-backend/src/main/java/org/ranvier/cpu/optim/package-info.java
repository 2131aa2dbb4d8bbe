/** Steps of optimisers, in one pass over memory. */
@NullMarked
package org.ranvier.cpu.optim;

import org.jspecify.annotations.NullMarked;
