/** What libtorch does for each workload; one class per family. */
@NullMarked
package org.ranvier.benchmarks.peers.torch;

import org.jspecify.annotations.NullMarked;
