/** How weights follow gradients. */
@NullMarked
package org.ranvier.models.optim;

import org.jspecify.annotations.NullMarked;
