/** The reference backend, the contract suite of backends, and what tests of tensors need. */
@NullMarked
package org.ranvier.testkit;

import org.jspecify.annotations.NullMarked;
