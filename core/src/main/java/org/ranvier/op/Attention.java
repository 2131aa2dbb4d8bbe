package org.ranvier.op;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.ranvier.DType;
import org.ranvier.Session;
import org.ranvier.Shape;
import org.ranvier.Tensor;
import org.ranvier.TensorSpec;

/**
 * Scaled dot-product attention (Vaswani et al. 2017): {@code softmax(s·QKᵀ)V} for queries {@code
 * [B…, T, D]}, keys {@code [B…, S, D]}, values {@code [B…, S, E]}; the output is {@code [B…, T,
 * E]}. A fourth input, BOOL {@code [B…, T, S]}, says where a query may attend (true = may). A query
 * that may attend nowhere gives zeros.
 *
 * @param scale s, usually {@code 1/√D}
 * @param causal whether query i may only attend to keys up to {@code i + S − T}: the last query
 *     sees all keys
 * @param masked whether there is a mask
 */
public record Attention(double scale, boolean causal, boolean masked) implements Fused {
    @Override
    public String name() {
        return "attention";
    }

    @Override
    public List<TensorSpec> outputs(List<TensorSpec> in) {
        Check.count(this, in, masked ? 4 : 3);
        Check.floating(this, in.subList(0, 3));
        Shape q = in.get(0).shape();
        Shape k = in.get(1).shape();
        Shape v = in.get(2).shape();
        int r = q.rank();
        Check.that(
                r >= 2 && k.rank() == r && v.rank() == r,
                this,
                in,
                "Q, K and V must have one rank of 2 or more");
        Shape batch = q.head(r - 2);
        Check.that(
                k.head(r - 2).equals(batch) && v.head(r - 2).equals(batch),
                this,
                in,
                "batches differ");
        Check.that(
                q.size(-1) == k.size(-1), this, in, "queries and keys differ in their last size");
        Check.that(k.size(-2) == v.size(-2), this, in, "there must be as many keys as values");
        if (masked) {
            Check.type(this, in, 3, DType.BOOL);
            Shape expected = batch.concat(Shape.of(q.size(-2), k.size(-2)));
            Check.that(
                    in.get(3).shape().equals(expected),
                    this,
                    in,
                    "the mask must have shape " + expected);
        }
        return List.of(in.get(0).withShape(q.with(-1, v.size(-1))));
    }

    @Override
    public List<Tensor> decompose(List<Tensor> in) {
        return List.of(weights(in, masked ? in.get(3) : null).matmul(in.get(2)));
    }

    @Override
    public boolean statesGradient() {
        return true;
    }

    @Override
    public @Nullable List<@Nullable Tensor> gradient(Backward b) {
        List<Tensor> in = new ArrayList<>(b.in().subList(0, 3));
        in.add(b.gradient(0));
        if (masked) {
            in.add(b.in(3));
        }
        List<@Nullable Tensor> gradients = new ArrayList<>();
        gradients.addAll(b.in(0).session().apply(new AttentionGradient(this), in));
        if (masked) {
            gradients.add(null);
        }
        return gradients;
    }

    /** How much each query takes of each value, {@code [B…, T, S]}. */
    Tensor weights(List<Tensor> in, @Nullable Tensor mask) {
        Tensor scores = in.get(0).matmul(in.get(1).transpose()).mul(scale);
        Session session = scores.session();
        if (mask != null) {
            scores = mask.where(scores, minusInfinity(scores));
        }
        if (causal) {
            scores =
                    past(session, scores.size(-2), scores.size(-1))
                            .where(scores, minusInfinity(scores));
        }
        if (scores.shape().elements() == 0) {
            return scores;
        }
        Tensor max = scores.detach().reduceKeep(Reduction.MAX, -1);
        Tensor shift = max.eq(Double.NEGATIVE_INFINITY).where(max.zerosLike(), max);
        Tensor weights = scores.sub(shift).exp();
        Tensor sum = weights.reduceKeep(Reduction.SUM, -1);
        return weights.div(sum.eq(0).where(sum.onesLike(), sum));
    }

    private static Tensor minusInfinity(Tensor like) {
        return like.session().full(like.dtype(), Shape.SCALAR, Double.NEGATIVE_INFINITY);
    }

    /** Where key s is not later than query t, the last of both being simultaneous. */
    private static Tensor past(Session session, long queries, long keys) {
        Tensor now = session.arange(queries).add((double) (keys - queries)).unsqueeze(1);
        return session.arange(keys).le(now);
    }
}
