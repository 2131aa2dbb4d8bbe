/** The {@code ranvier} command. */
@NullMarked
package org.ranvier.app;

import org.jspecify.annotations.NullMarked;
