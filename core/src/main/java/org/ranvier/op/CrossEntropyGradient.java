package org.ranvier.op;

import java.util.List;
import org.ranvier.DType;
import org.ranvier.Tensor;
import org.ranvier.TensorSpec;

/**
 * The gradient of {@link CrossEntropy} with respect to the logits: inputs logits {@code [N, C]},
 * targets {@code [N]} and the gradient of the losses {@code [N]}.
 *
 * @param ignored as in {@link CrossEntropy}
 * @param smoothing as in {@link CrossEntropy}
 */
public record CrossEntropyGradient(int ignored, double smoothing) implements Fused {
    @Override
    public String name() {
        return "cross_entropy_gradient";
    }

    @Override
    public List<TensorSpec> outputs(List<TensorSpec> in) {
        Check.count(this, in, 3);
        TensorSpec x = in.get(0);
        Check.type(this, in, 1, DType.I32);
        Check.that(
                x.shape().rank() == 2 && in.get(2).equals(x.withShape(x.shape().head(1))),
                this,
                in,
                "expected logits [N, C], targets [N] and gradients [N]");
        return List.of(x);
    }

    @Override
    public List<Tensor> decompose(List<Tensor> in) {
        Tensor x = in.get(0);
        long classes = x.size(1);
        Tensor keep = in.get(1).ne(ignored);
        Tensor target = keep.where(in.get(1), in.get(1).zerosLike());
        checkTargets(target, classes);
        Tensor y = x.session().apply(new Softmax(1, false), List.of(x)).get(0);
        Tensor wanted =
                target.oneHot(classes).to(x.dtype()).mul(1 - smoothing).add(smoothing / classes);
        Tensor gradient = y.sub(wanted).mul(in.get(2).unsqueeze(1));
        return List.of(keep.unsqueeze(1).where(gradient, gradient.zerosLike()));
    }

    /** A negative index would count from the end; a class does not. */
    static void checkTargets(Tensor target, long classes) {
        boolean fits = target.ge(0).and(target.lt((double) classes)).all().item() == 1;
        if (!fits) {
            throw new IndexOutOfBoundsException(
                    "cross_entropy: a target is outside 0 to " + (classes - 1) + ": " + target);
        }
    }
}
