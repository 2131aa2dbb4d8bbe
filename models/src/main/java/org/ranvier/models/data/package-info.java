/** Data sets in host memory, their batches and their augmentation. */
@NullMarked
package org.ranvier.models.data;

import org.jspecify.annotations.NullMarked;
