/**
 * Tensors, sessions and scopes: the types a program is written with.
 *
 * <p>{@link org.ranvier.Ranvier#open} chooses a backend, a {@link org.ranvier.Session} creates
 * {@link org.ranvier.Tensor}s on it, and a {@link org.ranvier.Scope} says how long they live.
 */
@NullMarked
package org.ranvier;

import org.jspecify.annotations.NullMarked;
