/**
 * Functions of one number, each in two forms that give the same bits: on single numbers and on
 * vectors.
 */
@NullMarked
package org.ranvier.cpu.math;

import org.jspecify.annotations.NullMarked;
