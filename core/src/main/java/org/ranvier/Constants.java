package org.ranvier;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ranvier.op.Op;
import org.ranvier.spi.Backend;

/**
 * The Java numbers among operands, as scalars on the device: each is filled once and kept for the
 * next time, so that {@code x.mul(2)} is one operation and not two. Nothing writes to them.
 */
final class Constants {
    /** More than a step of training uses. */
    private static final int MOST = 128;

    private record Key(DType type, long bits) {}

    private final Session session;
    private final Backend device;
    private final MemoryPool pool;

    /** The one that was not used for longest comes first. */
    private final Map<Key, Tensor> kept = new LinkedHashMap<>(MOST, 0.75f, true);

    Constants(Session session, Backend device, MemoryPool pool) {
        this.session = session;
        this.device = device;
        this.pool = pool;
    }

    /** A scalar, not to be written to, in the innermost scope. */
    Tensor of(DType type, double value) {
        Key key = new Key(type, Double.doubleToRawLongBits(value));
        Tensor scalar = kept.get(key);
        if (scalar == null) {
            if (kept.size() >= MOST && !dropOldest()) {
                return session.full(type, Shape.SCALAR, value);
            }
            scalar = make(type, value);
            kept.put(key, scalar);
        }
        return session.detached(scalar);
    }

    /** What a recording fills would be its own; so this is not entered into one. */
    private Tensor make(DType type, double value) {
        TensorSpec spec = new TensorSpec(type, Shape.SCALAR);
        Storage storage = pool.allocateConstant(spec);
        Tensor scalar =
                new Tensor(session, storage, type, Layout.contiguous(Shape.SCALAR), -1, null);
        device.execute(new Op.Fill(spec, value), List.of(), List.of(scalar.operand()));
        return scalar;
    }

    /** Makes room by one that nothing uses now. */
    private boolean dropOldest() {
        Iterator<Tensor> all = kept.values().iterator();
        while (all.hasNext()) {
            Tensor scalar = all.next();
            if (!scalar.storage().isShared()) {
                all.remove();
                pool.endConstant(scalar.storage());
                return true;
            }
        }
        return false;
    }

    /** Gives back those that nothing uses now. */
    void clear() {
        boolean dropped;
        do {
            dropped = dropOldest();
        } while (dropped);
    }
}
