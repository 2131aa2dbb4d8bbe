/** What training makes small. */
@NullMarked
package org.ranvier.models.loss;

import org.jspecify.annotations.NullMarked;
