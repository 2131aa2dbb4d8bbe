package org.ranvier.linalg;

import java.util.Arrays;
import org.ranvier.DType;
import org.ranvier.Session;
import org.ranvier.Shape;
import org.ranvier.Tensor;

/**
 * Decompositions of matrices. They are computed on the host in double precision, whatever device a
 * tensor lives on, and are not differentiable; results have the type and session of the argument.
 * Relative errors are around 1e-15 times the size of the matrix in F64.
 */
public final class Linalg {
    private Linalg() {}

    /**
     * A singular value decomposition {@code A = U·diag(s)·Vᵀ}, for A {@code [m, n]} and {@code k =
     * min(m, n)}.
     *
     * @param u {@code [m, k]}, with orthonormal columns
     * @param s {@code [k]}, falling, not negative
     * @param v {@code [n, k]}, with orthonormal columns; not transposed
     */
    public record Svd(Tensor u, Tensor s, Tensor v) {}

    /**
     * A decomposition {@code A = Q·R}, for A {@code [m, n]} and {@code k = min(m, n)}.
     *
     * @param q {@code [m, k]}, with orthonormal columns
     * @param r {@code [k, n]}, zero below the diagonal, whose signs may be any
     */
    public record Qr(Tensor q, Tensor r) {}

    /**
     * The eigenvalues and eigenvectors of a symmetric matrix {@code A = V·diag(w)·Vᵀ}.
     *
     * @param values w, {@code [n]}, rising
     * @param vectors V, {@code [n, n]}, with orthonormal columns
     */
    public record Eigen(Tensor values, Tensor vectors) {}

    /**
     * A solution of least squares.
     *
     * @param solution x, the shortest of those that minimise {@code |A·x − b|}
     * @param rank the numerical rank of A
     */
    public record LeastSquares(Tensor solution, int rank) {}

    /**
     * The singular value decomposition.
     *
     * @param a a matrix, F32 or F64
     * @return its factors
     * @throws IllegalArgumentException if it is no matrix or has elements that are not finite
     */
    public static Svd svd(Tensor a) {
        JacobiSvd svd = new JacobiSvd(matrix("svd", a));
        Tensor s = a.session().tensor(svd.singular()).to(a.dtype());
        return new Svd(tensor(svd.u(), a), s, tensor(svd.v(), a));
    }

    /**
     * The QR decomposition by Householder reflections.
     *
     * @param a a matrix, F32 or F64
     * @return its factors
     * @throws IllegalArgumentException if it is no matrix or has elements that are not finite
     */
    public static Qr qr(Tensor a) {
        Matrix m = matrix("qr", a);
        HouseholderQr qr = new HouseholderQr(m, false);
        return new Qr(tensor(qr.q(Math.min(m.rows(), m.columns())), a), tensor(qr.r(), a));
    }

    /**
     * The eigenvalues and eigenvectors of a symmetric matrix.
     *
     * @param a a symmetric matrix, F32 or F64; only its lower triangle is read
     * @return them
     * @throws IllegalArgumentException if it is not square or has elements that are not finite
     */
    public static Eigen eigh(Tensor a) {
        JacobiEigen eigen = new JacobiEigen(square("eigh", a));
        Tensor values = a.session().tensor(eigen.values()).to(a.dtype());
        return new Eigen(values, tensor(eigen.vectors(), a));
    }

    /**
     * The lower triangular L with {@code A = L·Lᵀ}.
     *
     * @param a a symmetric positive definite matrix, F32 or F64; only its lower triangle is read
     * @return L
     * @throws ArithmeticException if it is not positive definite
     * @throws IllegalArgumentException if it is not square or has elements that are not finite
     */
    public static Tensor cholesky(Tensor a) {
        return tensor(Cholesky.factor(square("cholesky", a)), a);
    }

    /**
     * Solves {@code L·Lᵀ·x = b}.
     *
     * @param factor L, as {@link #cholesky} gives it
     * @param b a vector {@code [n]} or several as the columns of {@code [n, k]}
     * @return x, of the shape of b
     * @throws IllegalArgumentException if the shapes do not fit
     */
    public static Tensor choleskySolve(Tensor factor, Tensor b) {
        Matrix l = square("choleskySolve", factor);
        return solveColumns("choleskySolve", factor, b, x -> Cholesky.solve(l, x));
    }

    /**
     * Solves {@code A·x = b}.
     *
     * @param a a square matrix, F32 or F64
     * @param b a vector {@code [n]} or several as the columns of {@code [n, k]}
     * @return x, of the shape of b
     * @throws ArithmeticException if A is singular to working precision
     * @throws IllegalArgumentException if the shapes do not fit
     */
    public static Tensor solve(Tensor a, Tensor b) {
        MinimumNorm solver = new MinimumNorm(square("solve", a));
        if (solver.rank() < a.size(0)) {
            throw new ArithmeticException(
                    "solve: the matrix of "
                            + a.spec()
                            + " is singular: its rank is "
                            + solver.rank()
                            + "; use lstsq");
        }
        return solveColumns("solve", a, b, solver::solve);
    }

    /**
     * Least squares of minimum norm; any shape and rank of A. Its rank is that of a QR
     * decomposition with pivoting, where less than {@code max(m, n)·2⁻⁵²} of the largest counts as
     * zero.
     *
     * @param a a matrix {@code [m, n]}, F32 or F64
     * @param b a vector {@code [m]} or several as the columns of {@code [m, k]}
     * @return x, {@code [n]} or {@code [n, k]}, and the rank of A
     * @throws IllegalArgumentException if the shapes do not fit or elements are not finite
     */
    public static LeastSquares lstsq(Tensor a, Tensor b) {
        MinimumNorm solver = new MinimumNorm(matrix("lstsq", a));
        return new LeastSquares(solveColumns("lstsq", a, b, solver::solve), solver.rank());
    }

    private interface ColumnSolver {
        double[] solve(double[] b);
    }

    private static Tensor solveColumns(String operation, Tensor a, Tensor b, ColumnSolver solver) {
        if (b.rank() < 1 || b.rank() > 2 || b.size(0) != a.size(0) || b.dtype() != a.dtype()) {
            throw new IllegalArgumentException(
                    operation
                            + ": "
                            + b.spec()
                            + " does not fit the matrix of "
                            + a.spec()
                            + "; expected "
                            + a.dtype()
                            + " and shape ["
                            + a.size(0)
                            + "] or ["
                            + a.size(0)
                            + ", k]");
        }
        Matrix right = matrix(operation, b.rank() == 1 ? b.unsqueeze(1) : b);
        Matrix x = new Matrix((int) a.size(1), right.columns());
        for (int j = 0; j < right.columns(); j++) {
            System.arraycopy(solver.solve(right.column(j)), 0, x.column(j), 0, x.rows());
        }
        Tensor solution = tensor(x, a);
        return b.rank() == 1 ? solution.squeeze(1) : solution;
    }

    private static Matrix square(String operation, Tensor a) {
        if (a.rank() == 2 && a.size(0) != a.size(1)) {
            throw new IllegalArgumentException(
                    operation + ": expected a square matrix, got " + a.spec());
        }
        return matrix(operation, a);
    }

    private static Matrix matrix(String operation, Tensor a) {
        if (a.rank() != 2 || !a.dtype().isFloating()) {
            throw new IllegalArgumentException(
                    operation + ": expected an F32 or F64 matrix, got " + a.spec());
        }
        double[] elements = a.toDoubleArray();
        if (!Arrays.stream(elements).allMatch(Double::isFinite)) {
            throw new IllegalArgumentException(
                    operation + ": the matrix of " + a.spec() + " holds NaN or infinity");
        }
        return Matrix.ofRowMajor((int) a.size(0), (int) a.size(1), elements);
    }

    private static Tensor tensor(Matrix m, Tensor like) {
        Session session = like.session();
        DType type = like.dtype();
        return session.tensor(m.toRowMajor()).reshape(Shape.of(m.rows(), m.columns())).to(type);
    }
}
