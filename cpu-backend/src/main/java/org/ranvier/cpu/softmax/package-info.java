/** Softmax, its logarithm, and the cross-entropy of logits. */
@NullMarked
package org.ranvier.cpu.softmax;

import org.jspecify.annotations.NullMarked;
