/** The training loop, what it reports, and checkpoints. */
@NullMarked
package org.ranvier.models.train;

import org.jspecify.annotations.NullMarked;
