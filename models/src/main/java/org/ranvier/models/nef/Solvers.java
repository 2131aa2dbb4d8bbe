package org.ranvier.models.nef;

import java.util.ArrayList;
import java.util.List;
import org.ranvier.DType;
import org.ranvier.Scope;
import org.ranvier.Shape;
import org.ranvier.Tensor;
import org.ranvier.linalg.Linalg;
import org.ranvier.op.Distribution;
import org.ranvier.random.RandomStream;

/** What {@link DecoderSolver} offers. */
final class Solvers {
    private Solvers() {}

    static DecoderSolver inDouble(DecoderSolver solver) {
        return (activities, targets) -> {
            check(activities, targets);
            try (Scope scope = activities.session().scope("decoders")) {
                Tensor x = solver.solve(activities.to(DType.F64), targets.to(DType.F64));
                return scope.keep(x.to(activities.dtype()));
            }
        };
    }

    private static void check(Tensor activities, Tensor targets) {
        if (activities.rank() != 2
                || targets.rank() != 2
                || activities.size(0) != targets.size(0)) {
            throw new IllegalArgumentException(
                    "decoders: activities "
                            + activities.shape()
                            + " and targets "
                            + targets.shape()
                            + "; expected [P, N] and [P, K]");
        }
    }

    /** {@code P·(noise·max(A))²}, a scalar. */
    static Tensor variance(Tensor a, double noise) {
        return a.max().mul(noise).square().mul(a.size(0));
    }

    static Tensor ridge(Tensor a, Tensor y, Tensor variance) {
        Tensor transposed = a.transpose();
        Tensor eye = a.session().eye(DType.F64, a.size(1));
        Tensor gram = transposed.matmul(a).add(eye.mul(variance));
        return Linalg.choleskySolve(Linalg.cholesky(gram), transposed.matmul(y));
    }

    static Tensor ridgeBySvd(Tensor a, Tensor y, double noise) {
        Linalg.Svd svd = Linalg.svd(a);
        Tensor damped = svd.s().div(svd.s().square().add(variance(a, noise)));
        return fromSingularValues(svd, damped, y);
    }

    private static Tensor fromSingularValues(Linalg.Svd svd, Tensor inverse, Tensor y) {
        return svd.v().mul(inverse).matmul(svd.u().transpose().matmul(y));
    }

    static Tensor ridgeOnActive(Tensor a, Tensor y, double noise) {
        Tensor active = a.gt(0).to(DType.F64).mean(0);
        Tensor part = active.gt(0).where(active, active.max());
        return ridge(a, y, variance(a, noise).mul(part));
    }

    static Tensor svd(Tensor a, Tensor y, double cut) {
        Linalg.Svd svd = Linalg.svd(a);
        Tensor counts = svd.s().gt(svd.s().max().mul(cut));
        Tensor inverse = counts.where(svd.s(), svd.s().onesLike()).reciprocal();
        return fromSingularValues(svd, counts.where(inverse, inverse.zerosLike()), y);
    }

    static Tensor qr(Tensor a, Tensor y) {
        return Linalg.lstsq(a, y).solution();
    }

    static Tensor noisy(Tensor a, Tensor y, double noise, RandomStream random) {
        Tensor deviations =
                random.draw(a.session(), Distribution.NORMAL, DType.F64, a.shape())
                        .mul(a.max().mul(noise));
        return qr(a.add(deviations), y);
    }

    static Tensor dropping(
            Tensor a, Tensor y, double part, DecoderSolver first, DecoderSolver second) {
        if (!(part >= 0 && part < 1)) {
            throw new IllegalArgumentException(
                    "decoders: part to drop " + part + "; expected 0 or above and below 1");
        }
        Tensor size = first.solve(a, y).abs();
        long dropped = (long) Math.rint(part * size.shape().elements());
        Tensor smallest = size.flatten().sort(0, false).values().select(0, dropped);
        Tensor kept = size.ge(smallest).to(DType.F64);
        List<Tensor> columns = new ArrayList<>();
        for (long k = 0; k < y.size(1); k++) {
            // A neuron that is never active gets no decoder.
            columns.add(second.solve(a.mul(kept.select(1, k)), y.slice(1, k, k + 1)));
        }
        return a.session().concat(1, columns).reshape(Shape.of(a.size(1), y.size(1)));
    }
}
