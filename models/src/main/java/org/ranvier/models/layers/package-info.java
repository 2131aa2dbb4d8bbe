/** The layers that networks are made of. */
@NullMarked
package org.ranvier.models.layers;

import org.jspecify.annotations.NullMarked;
