package org.ranvier.autodiff;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.ranvier.Layout;
import org.ranvier.Session;
import org.ranvier.Tape;
import org.ranvier.Tensor;
import org.ranvier.op.Backward;
import org.ranvier.op.CustomOp;
import org.ranvier.op.Fused;
import org.ranvier.op.Movement;
import org.ranvier.op.Op;

/**
 * The gradient of every operation, written in tensor operations, so that gradients can be
 * differentiated again. Each rule says how the gradient of a scalar with respect to the outputs
 * becomes its gradient with respect to the inputs.
 */
public final class GradientTable {
    private GradientTable() {}

    /**
     * Passes gradients from the outputs of an operation to its inputs.
     *
     * @param session where the tensors live
     * @param operation an {@link Op} or a {@link Movement}
     * @param b its inputs and outputs and the outputs' gradients
     * @return for each input its gradient, or null where it has none
     */
    public static List<@Nullable Tensor> pullback(Session session, Object operation, Backward b) {
        return switch (operation) {
            case Op.Primitive primitive -> primitive(primitive, b);
            case Fused fused -> fused(session, fused, b);
            case CustomOp custom -> custom(custom, b);
            case Movement movement -> MovementGradients.pullback(session, movement, b);
            default -> throw new IllegalArgumentException("no operation: " + operation);
        };
    }

    private static List<@Nullable Tensor> primitive(Op.Primitive op, Backward b) {
        return switch (op) {
            case Op.Fill fill -> List.of();
            case Op.Random random -> List.of();
            case Op.ArgReduce arg -> none(1);
            case Op.ArgSort sort -> none(1);
            case Op.Copy copy ->
                    one(b.in(0).dtype().isFloating() ? b.gradient(0).to(b.in(0).dtype()) : null);
            case Op.Map map ->
                    one(FunctionGradients.unary(map.function(), b.in(0), b.out(0), b.gradient(0)));
            case Op.Zip zip -> FunctionGradients.binary(zip.function(), b);
            case Op.Select select -> {
                Tensor g = b.gradient(0);
                Tensor zeros = g.zerosLike();
                yield Arrays.asList(
                        null,
                        b.needs(1) ? b.in(0).where(g, zeros) : null,
                        b.needs(2) ? b.in(0).where(zeros, g) : null);
            }
            case Op.Reduce reduce ->
                    one(ReductionGradients.reduce(reduce, b.in(0), b.out(0), b.gradient(0)));
            case Op.MatMul matmul ->
                    Arrays.asList(
                            b.needs(0)
                                    ? productLike(b.in(0), b.gradient(0), b.in(1).transpose())
                                    : null,
                            b.needs(1)
                                    ? productLike(b.in(1), b.in(0).transpose(), b.gradient(0))
                                    : null);
            case Op.Gather gather -> {
                Op scatter = new Op.ScatterAdd(gather.axis(), b.in(0).size(gather.axis()));
                yield Arrays.asList(apply(scatter, b.gradient(0), b.in(1)), null);
            }
            case Op.ScatterAdd scatter ->
                    Arrays.asList(
                            apply(new Op.Gather(scatter.axis()), b.gradient(0), b.in(1)), null);
            case Op.Fold fold ->
                    one(
                            b.gradient(0)
                                    .unfold(
                                            fold.axis(),
                                            b.in(0).size(-1),
                                            fold.step(),
                                            fold.dilation()));
            case Op.Scan scan -> ReductionGradients.scan(scan, b);
        };
    }

    /**
     * A product that lies in memory as a tensor of its shape does: if that is a transposed matrix,
     * as weights mostly are, so is the product, and no one has to lay it out anew.
     */
    private static Tensor productLike(Tensor like, Tensor a, Tensor b) {
        Layout layout = like.layout();
        boolean transposed = layout.stride(like.rank() - 2) == 1 && like.size(-2) > 1;
        return transposed ? b.transpose().matmul(a.transpose()).transpose() : a.matmul(b);
    }

    private static List<@Nullable Tensor> fused(Session session, Fused op, Backward b) {
        List<@Nullable Tensor> stated = op.gradient(b);
        if (stated != null) {
            return stated;
        }
        // Views with identities of their own: the same tensor may stand in several places.
        List<Tensor> in = b.in().stream().map(GradientTable::sameElements).toList();
        List<Tensor> floating = in.stream().filter(x -> x.dtype().isFloating()).toList();
        try (Tape tape = session.tape(floating)) {
            List<Tensor> out = op.decompose(in);
            List<Tensor> gradients = tape.gradients(out, b.outGradients(), floating);
            return in.stream()
                    .map(x -> x.dtype().isFloating() ? gradients.get(floating.indexOf(x)) : null)
                    .toList();
        }
    }

    private static Tensor sameElements(Tensor x) {
        return x.permute(IntStream.range(0, x.rank()).toArray());
    }

    private static List<@Nullable Tensor> custom(CustomOp op, Backward b) {
        CustomOp.Gradient rule = op.gradient();
        if (rule == null) {
            throw new IllegalStateException(
                    op + " has no gradient; give it one with withGradient, or detach its result");
        }
        return rule.apply(b);
    }

    static Tensor apply(Op op, Tensor... in) {
        return in[0].session().apply(op, List.of(in)).get(0);
    }

    static List<@Nullable Tensor> one(@Nullable Tensor gradient) {
        return Collections.singletonList(gradient);
    }

    static List<@Nullable Tensor> none(int count) {
        return Collections.nCopies(count, null);
    }
}
