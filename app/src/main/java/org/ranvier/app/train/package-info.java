/**
 * What {@code ranvier train} can train, and on what. A network is known by its {@link
 * org.ranvier.app.train.Recipe}, which {@link org.ranvier.app.train.Recipes} lists.
 */
@NullMarked
package org.ranvier.app.train;

import org.jspecify.annotations.NullMarked;
