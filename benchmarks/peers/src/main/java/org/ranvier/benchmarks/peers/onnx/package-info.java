/** ONNX Runtime, and the models that it is given. */
@NullMarked
package org.ranvier.benchmarks.peers.onnx;

import org.jspecify.annotations.NullMarked;
