package org.ranvier;

import java.util.ArrayList;
import java.util.List;

/**
 * How long tensors live. A result belongs to the innermost open scope of its session, whatever
 * scopes its operands belong to, and is closed with it; {@link #keep} hands one on to the enclosing
 * scope.
 */
public final class Scope implements AutoCloseable {
    private final Session session;
    private final String name;
    private List<Tensor> tensors = new ArrayList<>();
    private int compactAt = 1024;
    private boolean closed;

    Scope(Session session, String name) {
        this.session = session;
        this.name = name;
    }

    /**
     * Hands a tensor of this scope on to the enclosing one, so that it outlives this scope.
     *
     * @param tensor a tensor of this scope; one of an outer scope stays there
     * @return the same tensor
     * @throws IllegalStateException if the scope or the tensor is closed
     */
    public Tensor keep(Tensor tensor) {
        if (closed) {
            throw new IllegalStateException("keep: " + this + " is closed");
        }
        tensor.checkOpen("keep");
        if (tensor.scope() == this) {
            tensor.moveTo(session.enclosing(this));
        }
        return tensor;
    }

    void add(Tensor tensor) {
        if (tensors.size() >= compactAt) {
            tensors.removeIf(t -> t.isClosed() || t.scope() != this);
            compactAt = Math.max(1024, 2 * tensors.size());
        }
        tensors.add(tensor);
    }

    boolean isClosed() {
        return closed;
    }

    /** Closes the tensors of this scope, and scopes opened inside it that were left open. */
    @Override
    public void close() {
        if (!closed) {
            session.closeScope(this);
        }
    }

    void release() {
        closed = true;
        for (Tensor tensor : tensors) {
            if (tensor.scope() == this) {
                tensor.close();
            }
        }
        tensors = List.of();
    }

    /** Reads like {@code scope "step"}. */
    @Override
    public String toString() {
        return "scope \"" + name + "\"";
    }
}
