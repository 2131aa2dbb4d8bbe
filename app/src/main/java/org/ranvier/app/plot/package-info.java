/** Charts and pictures, drawn without a display and written as PNG. */
@NullMarked
package org.ranvier.app.plot;

import org.jspecify.annotations.NullMarked;
