/** ND4J, the tensors under Deeplearning4j. */
@NullMarked
package org.ranvier.benchmarks.peers.nd4j;

import org.jspecify.annotations.NullMarked;
