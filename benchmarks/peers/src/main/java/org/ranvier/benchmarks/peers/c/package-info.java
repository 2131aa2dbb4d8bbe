/** Loops in C, compiled where they are measured. */
@NullMarked
package org.ranvier.benchmarks.peers.c;

import org.jspecify.annotations.NullMarked;
