package org.ranvier;

import java.util.List;
import org.ranvier.op.Op;

/** NumPy's rules around the matrix product of two equal batches. */
final class Products {
    private Products() {}

    static Tensor matmul(Tensor a, Tensor b) {
        if (a.rank() == 0 || b.rank() == 0) {
            throw new IllegalArgumentException(
                    "matmul: a scalar has no axis to sum over: "
                            + a.shape()
                            + " × "
                            + b.shape()
                            + "; use mul");
        }
        if (a.rank() == 1) {
            return matmul(a.unsqueeze(0), b).squeeze(b.rank() == 1 ? 0 : -2);
        }
        if (b.rank() == 1) {
            return matmul(a, b.unsqueeze(1)).squeeze(-1);
        }
        if (a.size(-1) != b.size(-2)) {
            throw new IllegalArgumentException(
                    "matmul: inner sizes differ: "
                            + a.shape()
                            + " × "
                            + b.shape()
                            + " ("
                            + a.size(-1)
                            + " ≠ "
                            + b.size(-2)
                            + ")");
        }
        if (b.rank() == 2 && a.rank() > 2) {
            // One product, and one for its gradient, is worth a copy of a.
            Tensor flat = a.flatten(0, -2);
            return apply(flat, b).reshape(a.shape().with(-1, b.size(-1)));
        }
        Shape batchA = a.shape().head(a.rank() - 2);
        Shape batchB = b.shape().head(b.rank() - 2);
        Shape batch = Shape.broadcast(batchA, batchB);
        if (batch == null) {
            throw new IllegalArgumentException(
                    "matmul: batches do not broadcast: " + a.shape() + " × " + b.shape());
        }
        return apply(
                a.expand(batch.concat(a.shape().tail(2))),
                b.expand(batch.concat(b.shape().tail(2))));
    }

    private static Tensor apply(Tensor a, Tensor b) {
        return a.session().apply(new Op.MatMul(), List.of(a, b)).get(0);
    }
}
