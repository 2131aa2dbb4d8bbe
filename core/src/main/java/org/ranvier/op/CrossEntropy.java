package org.ranvier.op;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.ranvier.DType;
import org.ranvier.Tensor;
import org.ranvier.TensorSpec;

/**
 * The cross-entropy of logits {@code [N, C]} against classes I32 {@code [N]}: for each row {@code
 * ln Σeˣ − x[target]}, from logits, without overflow. Its gradient is {@code softmax(x) −
 * onehot(target)}.
 *
 * <p>With smoothing s the target is {@code (1−s)} on the class and {@code s/C} everywhere. A row
 * whose target is {@code ignored} has loss 0 and no gradient. Another target outside 0…C−1 throws
 * {@link IndexOutOfBoundsException}.
 *
 * @param ignored a target that stands for none
 * @param smoothing from 0 to 1
 */
public record CrossEntropy(int ignored, double smoothing) implements Fused {
    /** Checks the smoothing. */
    public CrossEntropy {
        if (!(smoothing >= 0 && smoothing <= 1)) {
            throw new IllegalArgumentException(
                    "cross_entropy: smoothing " + smoothing + "; expected 0 to 1");
        }
    }

    @Override
    public String name() {
        return "cross_entropy";
    }

    @Override
    public List<TensorSpec> outputs(List<TensorSpec> in) {
        Check.count(this, in, 2);
        TensorSpec x = in.get(0);
        Check.that(x.dtype().isFloating(), this, in, "logits must be F32 or F64");
        Check.type(this, in, 1, DType.I32);
        Check.that(
                x.shape().rank() == 2 && in.get(1).shape().equals(x.shape().head(1)),
                this,
                in,
                "expected logits [N, C] and targets [N]");
        return List.of(x.withShape(x.shape().head(1)));
    }

    @Override
    public List<Tensor> decompose(List<Tensor> in) {
        Tensor x = in.get(0);
        Tensor keep = in.get(1).ne(ignored);
        Tensor target = keep.where(in.get(1), in.get(1).zerosLike());
        CrossEntropyGradient.checkTargets(target, x.size(1));
        Tensor logs = x.session().apply(new Softmax(1, true), List.of(x)).get(0);
        Tensor loss = logs.takeAlong(target.unsqueeze(1), 1).squeeze(1).neg();
        if (smoothing > 0) {
            loss = loss.mul(1 - smoothing).sub(logs.mean(1).mul(smoothing));
        }
        return List.of(keep.where(loss, loss.zerosLike()));
    }

    @Override
    public boolean statesGradient() {
        return true;
    }

    @Override
    public @Nullable List<@Nullable Tensor> gradient(Backward b) {
        Op op = new CrossEntropyGradient(ignored, smoothing);
        List<Tensor> in = List.of(b.in(0), b.in(1), b.gradient(0));
        return Arrays.asList(b.in(0).session().apply(op, in).get(0), null);
    }
}
