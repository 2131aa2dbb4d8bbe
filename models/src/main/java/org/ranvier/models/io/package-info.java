/** Files: weights in safetensors, and the JSON of their headers. */
@NullMarked
package org.ranvier.models.io;

import org.jspecify.annotations.NullMarked;
