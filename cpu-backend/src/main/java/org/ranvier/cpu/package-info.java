/**
 * The backend that runs everywhere: the processor, in Java.
 *
 * <p>Most kernels are written once, for single precision: the build makes {@code Double*.java} of
 * {@code Float*.java}, as this module's {@code pom.xml} says.
 */
@NullMarked
package org.ranvier.cpu;

import org.jspecify.annotations.NullMarked;
