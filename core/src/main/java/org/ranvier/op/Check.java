package org.ranvier.op;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.ranvier.DType;
import org.ranvier.Shape;
import org.ranvier.TensorSpec;

/** What operations say of inputs that do not fit: the operation, what is wrong, and every input. */
final class Check {
    private static final Map<Enum<?>, String> NAMES = new ConcurrentHashMap<>();

    private Check() {}

    /** The constant's name in lower case; kept, since every operation is asked for its name. */
    static String lower(Enum<?> constant) {
        return NAMES.computeIfAbsent(constant, c -> c.name().toLowerCase(Locale.ROOT));
    }

    static void that(boolean fits, Op op, List<TensorSpec> in, String fault) {
        if (!fits) {
            String inputs =
                    in.stream().map(TensorSpec::toString).collect(Collectors.joining(" × "));
            throw new IllegalArgumentException(
                    op.name() + ": " + fault + (in.isEmpty() ? "" : ": " + inputs));
        }
    }

    static void count(Op op, List<TensorSpec> in, int expected) {
        if (in.size() != expected) {
            that(false, op, in, "expected " + expected + " inputs, got " + in.size());
        }
    }

    static void type(Op op, List<TensorSpec> in, int index, DType expected) {
        DType type = in.get(index).dtype();
        if (type != expected) {
            that(false, op, in, "input " + index + " must be " + expected + ", not " + type);
        }
    }

    static DType sameType(Op op, List<TensorSpec> in) {
        DType first = in.get(0).dtype();
        for (TensorSpec spec : in) {
            that(spec.dtype() == first, op, in, "types differ; convert one with to(DType)");
        }
        return first;
    }

    static void sameShape(Op op, List<TensorSpec> in) {
        for (TensorSpec spec : in) {
            that(spec.shape().equals(in.get(0).shape()), op, in, "shapes differ");
        }
    }

    static void floating(Op op, List<TensorSpec> in) {
        DType type = sameType(op, in);
        defined(type.isFloating(), op, in);
    }

    /** The text is put together on failure only: this is called for every operation. */
    static void defined(boolean accepted, Op op, List<TensorSpec> in) {
        if (!accepted) {
            DType type = in.get(0).dtype();
            that(false, op, in, "not defined on " + type + "; convert with to(DType)");
        }
    }

    static void indices(Op op, List<TensorSpec> in) {
        type(op, in, 1, DType.I32);
        that(in.get(1).shape().rank() == 1, op, in, "indices must have rank 1");
        that(in.get(0).shape().rank() >= 1, op, in, "a scalar has no axis to index");
    }

    /**
     * The first two inputs hold gates side by side, {@code [S…, n·H]}; the others are as the state,
     * {@code [S…, H]}.
     */
    static void gates(Op op, List<TensorSpec> in, int gates) {
        floating(op, in);
        TensorSpec state = in.get(2);
        that(state.shape().rank() >= 1, op, in, "a state needs a last axis of units");
        long width = gates * state.shape().size(-1);
        TensorSpec gated = state.withShape(state.shape().with(-1, width));
        for (int i = 0; i < in.size(); i++) {
            TensorSpec expected = i < 2 ? gated : state;
            that(in.get(i).equals(expected), op, in, "input " + i + " must be " + expected);
        }
    }

    /** The first input holds gates of at least one step, {@code [T, N, n·H]}, of {@code [N, H]}. */
    static void steps(Op op, List<TensorSpec> in, TensorSpec gates, TensorSpec state, int count) {
        that(state.shape().rank() == 2, op, in, "a state must be [N, H]");
        that(
                gates.shape().rank() == 3
                        && gates.shape().size(0) > 0
                        && gates.shape().size(1) == state.shape().size(0)
                        && gates.shape().size(2) == count * state.shape().size(1),
                op,
                in,
                "gates must be [T, N, " + count + "·H] for a state " + state + ", with T above 0");
    }

    /** An input holds the recurrent weights of units, {@code [n·H, H]}. */
    static void recurrent(Op op, List<TensorSpec> in, int input, TensorSpec state, int gates) {
        long units = state.shape().size(1);
        TensorSpec expected = state.withShape(Shape.of(gates * units, units));
        that(in.get(input).equals(expected), op, in, "input " + input + " must be " + expected);
    }
}
