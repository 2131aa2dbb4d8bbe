/** What measurements look like: files, a page with charts, and comparisons. */
@NullMarked
package org.ranvier.benchmarks.report;

import org.jspecify.annotations.NullMarked;
