package org.ranvier.models.data;

import org.ranvier.Session;
import org.ranvier.Tensor;
import org.ranvier.op.HostArray;

/**
 * Some samples in host memory, ready to be copied to a device. The memory is used again for a later
 * batch: a batch is good until the next one is asked for.
 *
 * @param index which batch of the epoch, from 0
 * @param features {@code [N, …]}
 * @param targets {@code [N, …]}
 */
public record Batch(int index, HostArray features, HostArray targets) {
    /**
     * How many samples it holds.
     *
     * @return the number
     */
    public int size() {
        return Math.toIntExact(features.spec().shape().size(0));
    }

    /**
     * Copies the features to a device.
     *
     * @param session where to
     * @return the tensor, in the innermost scope
     */
    public Tensor features(Session session) {
        return upload(session, features);
    }

    /**
     * Copies the targets to a device.
     *
     * @param session where to
     * @return the tensor, in the innermost scope
     */
    public Tensor targets(Session session) {
        return upload(session, targets);
    }

    private static Tensor upload(Session session, HostArray array) {
        return session.fromMemory(array.spec().dtype(), array.spec().shape(), array.memory());
    }
}
