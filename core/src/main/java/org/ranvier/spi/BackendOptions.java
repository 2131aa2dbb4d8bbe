package org.ranvier.spi;

/**
 * What a session asks of its backend.
 *
 * @param threads how many threads a backend on the host may use, at least 1
 * @param deterministic whether an operation that is not bit-reproducible must throw; it is by
 *     default
 */
public record BackendOptions(int threads, boolean deterministic) {}
