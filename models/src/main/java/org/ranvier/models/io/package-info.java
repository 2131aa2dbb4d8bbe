/** Files: weights in safetensors, and JSON. */
@NullMarked
package org.ranvier.models.io;

import org.jspecify.annotations.NullMarked;
