/** Steps of spiking neurons and of Hodgkin–Huxley neurons. */
@NullMarked
package org.ranvier.cpu.neuron;

import org.jspecify.annotations.NullMarked;
