/**
 * Layers, networks and their state: what a network is, and a network with its weights on a device.
 */
@NullMarked
package org.ranvier.models;

import org.jspecify.annotations.NullMarked;
