package org.ranvier.spi;

import org.ranvier.Precision;

/**
 * What a session asks of its backend.
 *
 * @param threads how many threads a backend on the host may use, at least 1
 * @param deterministic whether an operation that is not bit-reproducible must throw; it is by
 *     default
 * @param precision how exactly products of F32 may be computed
 */
public record BackendOptions(int threads, boolean deterministic, Precision precision) {}
