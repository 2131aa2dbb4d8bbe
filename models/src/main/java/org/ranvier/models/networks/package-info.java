/** Ready networks. */
@NullMarked
package org.ranvier.models.networks;

import org.jspecify.annotations.NullMarked;
