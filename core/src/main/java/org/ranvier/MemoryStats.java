package org.ranvier;

/**
 * What a session's memory pool holds.
 *
 * @param live bytes in use by tensors
 * @param cached bytes kept for reuse
 * @param peak the most bytes that were in use at once
 * @param limit the most bytes the pool may take from the device, {@link Long#MAX_VALUE} if
 *     unlimited
 * @param tensors how many buffers are in use
 */
public record MemoryStats(long live, long cached, long peak, long limit, int tensors) {}
