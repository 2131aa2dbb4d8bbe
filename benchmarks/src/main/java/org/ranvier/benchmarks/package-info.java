/**
 * Measurements with JMH. A {@link org.ranvier.benchmarks.work.Workload} is one thing to measure, a
 * {@link org.ranvier.benchmarks.run.Engine} is what runs it: a device of Ranvier, or a peer. {@link
 * org.ranvier.benchmarks.run.Suite} measures them in turns, {@link org.ranvier.benchmarks.report}
 * shows and compares the results.
 */
@NullMarked
package org.ranvier.benchmarks;

import org.jspecify.annotations.NullMarked;
