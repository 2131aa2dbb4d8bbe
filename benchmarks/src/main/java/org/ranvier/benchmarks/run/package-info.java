/** How workloads are measured. */
@NullMarked
package org.ranvier.benchmarks.run;

import org.jspecify.annotations.NullMarked;
