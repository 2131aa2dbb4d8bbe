/** Operations as data: what a backend executes and what the tape records. */
@NullMarked
package org.ranvier.op;

import org.jspecify.annotations.NullMarked;
