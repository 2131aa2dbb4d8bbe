/**
 * What the backends for CUDA and OpenCL share: the text of the kernels, a catalogue of what each
 * kernel takes, and how operations become launches of kernels. A backend adds memory, compilation
 * and launching for its language, a {@link Device}.
 */
@NullMarked
package org.ranvier.kernels;

import org.jspecify.annotations.NullMarked;
