/** How weights begin. */
@NullMarked
package org.ranvier.models.init;

import org.jspecify.annotations.NullMarked;
