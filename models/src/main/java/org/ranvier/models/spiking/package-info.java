/**
 * Spiking networks: neurons that are connected, densely or sparsely, with delays; and layers of
 * spiking neurons that are trained by gradients through time.
 */
@NullMarked
package org.ranvier.models.spiking;

import org.jspecify.annotations.NullMarked;
