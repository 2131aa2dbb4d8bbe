/**
 * What {@code ranvier run} can run. A network is known by its {@link
 * org.ranvier.app.run.Experiment}, which {@link org.ranvier.app.run.Experiments} lists.
 */
@NullMarked
package org.ranvier.app.run;

import org.jspecify.annotations.NullMarked;
