package org.ranvier;

import java.util.Arrays;
import java.util.List;
import org.ranvier.op.Op;
import org.ranvier.op.Reduction;

/**
 * Many elements become one. Where axes are named, none means all, negative ones count from the end,
 * and they disappear; {@code unsqueeze} brings one back.
 */
public sealed interface TensorReductions permits Tensor {
    private Tensor self() {
        return (Tensor) this;
    }

    /**
     * Joins elements along axes.
     *
     * @param function how
     * @param axes the axes; none means all
     * @return the reduced tensor
     */
    default Tensor reduce(Reduction function, int... axes) {
        Tensor x = self();
        List<Integer> resolved = Arrays.stream(x.shape().axes(axes)).boxed().toList();
        return resolved.isEmpty()
                ? x
                : x.session().apply(new Op.Reduce(function, resolved), List.of(x)).get(0);
    }

    /**
     * As {@link #reduce}, but the axes stay with size 1, so that the result broadcasts against this
     * tensor.
     *
     * @param function how
     * @param axes the axes; none means all
     * @return the reduced tensor
     */
    default Tensor reduceKeep(Reduction function, int... axes) {
        Shape shape = self().shape();
        return reduce(function, axes).reshape(shape.reduce(shape.axes(axes), true));
    }

    /**
     * The sum.
     *
     * @param axes the axes; none means all
     * @return the sums; 0 of nothing
     */
    default Tensor sum(int... axes) {
        return reduce(Reduction.SUM, axes);
    }

    /**
     * The product.
     *
     * @param axes the axes; none means all
     * @return the products; 1 of nothing
     */
    default Tensor prod(int... axes) {
        return reduce(Reduction.PROD, axes);
    }

    /**
     * The largest element; NaN if there is any. At a tie the gradient is split.
     *
     * @param axes the axes; none means all
     * @return the largest elements
     * @throws IllegalArgumentException of nothing
     */
    default Tensor max(int... axes) {
        return reduce(Reduction.MAX, axes);
    }

    /**
     * The smallest element; NaN if there is any. At a tie the gradient is split.
     *
     * @param axes the axes; none means all
     * @return the smallest elements
     * @throws IllegalArgumentException of nothing
     */
    default Tensor min(int... axes) {
        return reduce(Reduction.MIN, axes);
    }

    /**
     * Whether any element is true.
     *
     * @param axes the axes; none means all
     * @return BOOL; false of nothing
     */
    default Tensor any(int... axes) {
        return self().to(DType.BOOL).reduce(Reduction.MAX, axes);
    }

    /**
     * Whether all elements are true.
     *
     * @param axes the axes; none means all
     * @return BOOL; true of nothing
     */
    default Tensor all(int... axes) {
        return self().to(DType.BOOL).reduce(Reduction.MIN, axes);
    }

    /**
     * The mean.
     *
     * @param axes the axes; none means all
     * @return the means; NaN of nothing
     * @throws IllegalArgumentException of I32 and BOOL
     */
    default Tensor mean(int... axes) {
        requireFloating("mean");
        return sum(axes).div((double) count(axes));
    }

    private void requireFloating(String operation) {
        if (!self().dtype().isFloating()) {
            throw new IllegalArgumentException(
                    operation + ": not defined on " + self().spec() + "; convert with to(DType)");
        }
    }

    private long count(int[] axes) {
        long n = 1;
        for (int axis : self().shape().axes(axes)) {
            n *= self().size(axis);
        }
        return n;
    }

    /**
     * The mean squared deviation from the mean, in two passes.
     *
     * @param correction what is taken off the number of elements in the divisor: 0 for the biased,
     *     1 for the unbiased
     * @param axes the axes; none means all
     * @return the variances
     * @throws IllegalArgumentException of I32 and BOOL
     */
    default Tensor variance(int correction, int... axes) {
        requireFloating("variance");
        Tensor x = self();
        Tensor centred = x.sub(x.reduceKeep(Reduction.SUM, axes).div((double) count(axes)));
        return centred.square().sum(axes).div((double) Math.max(0, count(axes) - correction));
    }

    /**
     * The root of the {@link #variance}; the gradient at 0 is 0.
     *
     * @param correction as for the variance
     * @param axes the axes; none means all
     * @return the standard deviations
     */
    default Tensor std(int correction, int... axes) {
        return Roots.safeSqrt(variance(correction, axes));
    }

    /**
     * The p-norm; the gradient at 0 is 0.
     *
     * @param p 1, 2, infinity, or another number above 0
     * @param axes the axes; none means all
     * @return the norms
     */
    default Tensor norm(double p, int... axes) {
        Tensor x = self();
        if (p == 1) {
            return x.abs().sum(axes);
        } else if (p == 2) {
            return Roots.safeSqrt(x.square().sum(axes));
        } else if (p == Double.POSITIVE_INFINITY) {
            return x.abs().max(axes);
        } else if (p > 0) {
            return Roots.safePower(x.abs().pow(p).sum(axes), 1 / p);
        }
        throw new IllegalArgumentException("norm: p = " + p + "; expected a number above 0");
    }

    /**
     * {@code ln Σ eˣ} without overflow; −∞ of nothing and of −∞ alone. Its gradient is the softmax,
     * 0 where all are −∞.
     *
     * @param axes the axes; none means all
     * @return the logarithms
     */
    default Tensor logSumExp(int... axes) {
        Tensor x = self();
        if (x.shape().elements() == 0) {
            return x.exp().sum(axes).log();
        }
        Tensor max = x.detach().reduceKeep(Reduction.MAX, axes);
        Tensor finite = max.isFinite().where(max, max.zerosLike());
        Tensor sum = x.sub(finite).exp().sum(axes);
        Tensor shift = finite.reshape(sum.shape());
        Tensor empty = sum.eq(0);
        Tensor minusInfinity = x.session().constant(x.dtype(), Double.NEGATIVE_INFINITY);
        return empty.where(minusInfinity, empty.where(sum.onesLike(), sum).log().add(shift));
    }

    /**
     * The index of the first largest element along an axis; NaN counts as the largest.
     *
     * @param axis the axis, which disappears
     * @return I32 indices
     */
    default Tensor argMax(int axis) {
        Tensor x = self();
        return x.session().apply(new Op.ArgReduce(true, x.shape().axis(axis)), List.of(x)).get(0);
    }

    /**
     * The index of the first smallest element along an axis; NaN counts as the smallest.
     *
     * @param axis the axis, which disappears
     * @return I32 indices
     */
    default Tensor argMin(int axis) {
        Tensor x = self();
        return x.session().apply(new Op.ArgReduce(false, x.shape().axis(axis)), List.of(x)).get(0);
    }
}
