/** What oneDNN does for each workload. */
@NullMarked
package org.ranvier.benchmarks.peers.onednn;

import org.jspecify.annotations.NullMarked;
