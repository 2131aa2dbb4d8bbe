package org.ranvier;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.ranvier.autodiff.GradientTable;
import org.ranvier.op.Backward;

/**
 * A record of what was computed from watched tensors, and the gradients that follow from it. It
 * records between its opening and its closing, on one session; tapes may be nested, and an outer
 * one also records how an inner one computes gradients, which gives gradients of gradients.
 *
 * <p>What it needs it keeps alive, whatever scopes are closed meanwhile.
 */
public final class Tape implements AutoCloseable {
    /** One step: an operation or movement with what went in and came out. */
    private record Node(Object operation, List<Saved> in, List<Saved> out, List<Boolean> needed) {}

    private record Saved(Tensor tensor, int version) {
        static Saved of(Tensor tensor) {
            return new Saved(tensor.alias(), tensor.storage().version());
        }
    }

    private final Session session;
    private final Set<Long> tracked = new HashSet<>();
    private final List<@Nullable Node> nodes = new ArrayList<>();
    private boolean paused;
    private boolean closed;

    Tape(Session session, List<Tensor> watched) {
        this.session = session;
        for (Tensor tensor : watched) {
            if (!tensor.dtype().isFloating()) {
                throw new IllegalArgumentException(
                        "tape: a "
                                + tensor.dtype()
                                + " tensor has no gradient; watch F32 or F64 tensors");
            }
            tracked.add(tensor.id());
        }
    }

    boolean tracks(Tensor tensor) {
        return !paused && tracked.contains(tensor.id());
    }

    void record(Object operation, List<Tensor> in, List<Tensor> out) {
        if (paused) {
            return;
        }
        boolean any = false;
        List<Boolean> needed = new ArrayList<>(in.size());
        for (Tensor x : in) {
            boolean tracks = tracked.contains(x.id());
            any |= tracks;
            needed.add(tracks);
        }
        if (!any) {
            return;
        }
        nodes.add(new Node(operation, saved(in), saved(out), needed));
        for (Tensor tensor : out) {
            if (tensor.dtype().isFloating()) {
                tracked.add(tensor.id());
            }
        }
    }

    private static List<Saved> saved(List<Tensor> tensors) {
        List<Saved> saved = new ArrayList<>(tensors.size());
        for (Tensor tensor : tensors) {
            saved.add(Saved.of(tensor));
        }
        return saved;
    }

    /**
     * What was recorded: the operations through which gradients will pass.
     *
     * @return each an {@link org.ranvier.op.Op} or a {@link org.ranvier.op.Movement}, in the order
     *     in which they were carried out
     */
    public List<Object> operations() {
        return nodes.stream().filter(Objects::nonNull).map(Node::operation).toList();
    }

    /**
     * The gradients of a scalar.
     *
     * @param y a tensor of one element
     * @param wrt watched tensors or results computed from them
     * @return for each its gradient, of its shape; zeros where {@code y} does not depend on it
     * @throws IllegalArgumentException if {@code y} has more than one element
     * @throws IllegalStateException if a tensor that is needed was changed in place meanwhile
     */
    public List<Tensor> gradients(Tensor y, List<Tensor> wrt) {
        if (y.shape().elements() != 1) {
            throw new IllegalArgumentException(
                    "gradients: expected a scalar, got shape "
                            + y.shape()
                            + "; reduce it with sum() or mean(), or give a seed");
        }
        return gradients(List.of(y), List.of(y.onesLike()), wrt);
    }

    /**
     * The gradients of {@code Σ seedᵢ·yᵢ}.
     *
     * @param ys results
     * @param seeds for each result a tensor of its shape, or null for none
     * @param wrt watched tensors or results computed from them
     * @return for each of {@code wrt} its gradient, zeros where nothing depends on it
     */
    public List<Tensor> gradients(
            List<Tensor> ys, List<? extends @Nullable Tensor> seeds, List<Tensor> wrt) {
        List<@Nullable Tensor> found = run(ys, seeds, wrt, false);
        List<Tensor> all = new ArrayList<>();
        for (int i = 0; i < found.size(); i++) {
            Tensor gradient = found.get(i);
            all.add(gradient != null ? gradient : wrt.get(i).zerosLike());
        }
        return all;
    }

    /**
     * As {@link #gradients(List, List, List)}, null for none; {@code consume} frees every step once
     * it is passed.
     */
    List<@Nullable Tensor> run(
            List<Tensor> ys,
            List<? extends @Nullable Tensor> seeds,
            List<Tensor> wrt,
            boolean consume) {
        if (closed) {
            throw new IllegalStateException("gradients: the tape is closed");
        }
        boolean before = paused;
        paused = true;
        try (Scope scope = session.scope("backward")) {
            Map<Long, Tensor> gradients = new HashMap<>();
            for (int i = 0; i < ys.size(); i++) {
                Tensor seed = seeds.get(i);
                if (seed != null) {
                    accumulate(gradients, ys.get(i), seed);
                }
            }
            Set<Long> wanted = new HashSet<>();
            wrt.forEach(x -> wanted.add(x.id()));
            for (int i = nodes.size() - 1; i >= 0; i--) {
                Node node = nodes.get(i);
                if (node != null) {
                    pass(node, gradients, wanted);
                    if (consume) {
                        release(node);
                        nodes.set(i, null);
                    }
                }
            }
            List<@Nullable Tensor> result = new ArrayList<>();
            for (Tensor x : wrt) {
                Tensor gradient = gradients.get(x.id());
                result.add(gradient == null ? null : scope.keep(gradient.viewOfSame()));
            }
            return result;
        } finally {
            paused = before;
        }
    }

    private void pass(Node node, Map<Long, Tensor> gradients, Set<Long> wanted) {
        List<@Nullable Tensor> outGradients = new ArrayList<>();
        boolean any = false;
        for (Saved out : node.out()) {
            Tensor gradient = gradients.get(out.tensor().id());
            any |= gradient != null;
            outGradients.add(gradient);
        }
        if (!any) {
            return;
        }
        node.in().forEach(saved -> checkUnchanged(node, saved));
        node.out().forEach(saved -> checkUnchanged(node, saved));
        try (Scope step = session.scope("gradient")) {
            List<Tensor> in = node.in().stream().map(Saved::tensor).toList();
            List<Tensor> out = node.out().stream().map(Saved::tensor).toList();
            Backward backward =
                    new Backward(
                            in, out, Collections.unmodifiableList(outGradients), node.needed());
            List<@Nullable Tensor> inGradients =
                    GradientTable.pullback(session, node.operation(), backward);
            for (int i = 0; i < in.size(); i++) {
                Tensor gradient = inGradients.get(i);
                if (gradient != null && node.needed().get(i)) {
                    Tensor sum = accumulate(gradients, in.get(i), gradient);
                    step.keep(sum);
                }
            }
        }
        for (Saved out : node.out()) {
            if (!wanted.contains(out.tensor().id())) {
                Tensor done = gradients.remove(out.tensor().id());
                if (done != null) {
                    done.close();
                }
            }
        }
    }

    private static Tensor accumulate(Map<Long, Tensor> gradients, Tensor x, Tensor gradient) {
        if (!gradient.shape().equals(x.shape()) || gradient.dtype() != x.dtype()) {
            throw new IllegalStateException(
                    "gradient of " + x.spec() + " has the wrong shape or type: " + gradient.spec());
        }
        Tensor before = gradients.get(x.id());
        Tensor sum = before == null ? gradient.viewOfSame() : before.add(gradient);
        gradients.put(x.id(), sum);
        if (before != null) {
            before.close();
        }
        return sum;
    }

    private static void checkUnchanged(Node node, Saved saved) {
        if (saved.tensor().storage().version() != saved.version()) {
            throw new IllegalStateException(
                    "gradients: a tensor of "
                            + saved.tensor().spec()
                            + " was changed in place after "
                            + node.operation()
                            + " was recorded, which needs its old value; change it after taking gradients, or change a copy");
        }
    }

    private static void release(Node node) {
        node.in().forEach(saved -> saved.tensor().close());
        node.out().forEach(saved -> saved.tensor().close());
    }

    /** Ends recording and lets go of what was kept. */
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            session.closeTape(this);
            for (Node node : nodes) {
                if (node != null) {
                    release(node);
                }
            }
            nodes.clear();
        }
    }
}
