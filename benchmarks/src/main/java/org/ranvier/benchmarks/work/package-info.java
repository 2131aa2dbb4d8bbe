/** What is measured: each family of workloads is one class, {@code Workloads} lists them all. */
@NullMarked
package org.ranvier.benchmarks.work;

import org.jspecify.annotations.NullMarked;
