/** Other libraries as engines of the benchmarks. */
@NullMarked
package org.ranvier.benchmarks.peers;

import org.jspecify.annotations.NullMarked;
