/** What a backend implements, and how it is found. */
@NullMarked
package org.ranvier.spi;

import org.jspecify.annotations.NullMarked;
