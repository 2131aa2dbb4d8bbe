/** Watching what a session executes: timing hooks and Flight Recorder events. */
@NullMarked
package org.ranvier.trace;

import org.jspecify.annotations.NullMarked;
