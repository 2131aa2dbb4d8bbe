package org.ranvier.autodiff;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.ranvier.DType;
import org.ranvier.Scope;
import org.ranvier.Session;
import org.ranvier.Shape;
import org.ranvier.Tape;
import org.ranvier.Tensor;
import org.ranvier.random.RandomStream;

/**
 * Compares gradients with central differences {@code (f(x+δ) − f(x−δ))/2δ}, element by element:
 *
 * <pre>{@code
 * GradientCheck.check(in -> in.get(0).tanh().sum(), List.of(x)).assertPassed();
 * }</pre>
 *
 * <p>A function whose value is no scalar is checked through a fixed weighted sum of its elements.
 * It must be smooth where it is checked, and give the same value each time it is called.
 *
 * @param delta δ; an element x is moved by {@code δ·max(1, |x|)}
 * @param tolerance the greatest error, see {@link Report#error}
 */
public record GradientCheck(double delta, double tolerance) {
    /** Near the cube root of F64's precision: there truncation and rounding are in balance. */
    private static final double DELTA = 6e-6;

    private static final double TOLERANCE = 1e-6;

    /** Checks the ranges. */
    public GradientCheck {
        if (!(delta > 0) || !(tolerance > 0)) {
            throw new IllegalArgumentException(
                    "gradient check: delta "
                            + delta
                            + " and tolerance "
                            + tolerance
                            + "; expected both above 0");
        }
    }

    /**
     * What was found, at the element where it was worst.
     *
     * @param input which of the inputs
     * @param element which of its elements, row-major
     * @param analytic the gradient there
     * @param numeric the central difference there
     * @param checked how many elements were checked
     * @param tolerance the greatest allowed error
     */
    public record Report(
            int input,
            long element,
            double analytic,
            double numeric,
            long checked,
            double tolerance) {
        /**
         * The difference of gradient and central difference.
         *
         * @return its absolute value
         */
        public double absoluteError() {
            return Math.abs(analytic - numeric);
        }

        /**
         * The difference in units of the larger of the two.
         *
         * @return 0 if both are 0
         */
        public double relativeError() {
            double size = Math.max(Math.abs(analytic), Math.abs(numeric));
            return size == 0 ? 0 : absoluteError() / size;
        }

        /**
         * What is held against the tolerance: the absolute error where the gradient is below 1,
         * else the relative one.
         *
         * @return the error
         */
        public double error() {
            return difference(analytic, numeric);
        }

        private Report of(long count) {
            return new Report(input, element, analytic, numeric, count, tolerance);
        }

        /**
         * Whether every element lies within the tolerance.
         *
         * @return false also if one is NaN
         */
        public boolean passed() {
            return error() <= tolerance;
        }

        /**
         * Throws if the check has not passed.
         *
         * @throws AssertionError saying where and by how much
         */
        public void assertPassed() {
            if (!passed()) {
                throw new AssertionError(this);
            }
        }

        /** The verdict in a sentence. */
        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "gradient check %s: of %d elements the worst is element %d of input %d: gradient %.12g,"
                            + " central difference %.12g, error %.3g, allowed %.3g",
                    passed() ? "passed" : "failed",
                    checked,
                    element,
                    input,
                    analytic,
                    numeric,
                    error(),
                    tolerance);
        }
    }

    /**
     * Checks with a step of 6e-6 and a tolerance of 1e-6.
     *
     * @param function what is differentiated
     * @param at F64 tensors where it is
     * @return what was found
     */
    public static Report check(Function<List<Tensor>, Tensor> function, List<Tensor> at) {
        return new GradientCheck(DELTA, TOLERANCE).run(function, at);
    }

    /**
     * Checks the gradients of the gradients in the same way.
     *
     * @param function what is differentiated twice
     * @param at F64 tensors where it is
     * @return what was found
     */
    public static Report checkSecondOrder(
            Function<List<Tensor>, Tensor> function, List<Tensor> at) {
        return check(in -> gradients(function, in), at);
    }

    /** The gradients of a weighted sum, one behind the other. */
    private static Tensor gradients(Function<List<Tensor>, Tensor> function, List<Tensor> in) {
        Session session = in.get(0).session();
        try (Tape tape = session.tape(in)) {
            List<Tensor> gradients = tape.gradients(weightedSum(function.apply(in)), in);
            return session.concat(0, gradients.stream().map(Tensor::flatten).toList());
        }
    }

    /**
     * Checks the gradient of a function.
     *
     * @param function what is differentiated
     * @param at F64 tensors where it is
     * @return what was found
     * @throws IllegalArgumentException if a tensor is not F64: F32 has too few digits for
     *     differences
     */
    public Report run(Function<List<Tensor>, Tensor> function, List<Tensor> at) {
        for (Tensor x : at) {
            if (x.dtype() != DType.F64) {
                throw new IllegalArgumentException(
                        "gradient check: got "
                                + x.spec()
                                + "; differences need the digits of F64, convert with to(DType.F64)");
            }
        }
        Report worst = new Report(0, 0, 0, 0, 0, tolerance);
        List<double[]> analytic = analytic(function, at);
        long checked = 0;
        for (int i = 0; i < at.size(); i++) {
            double[] x = at.get(i).toDoubleArray();
            checked += x.length;
            for (int j = 0; j < x.length; j++) {
                double a = analytic.get(i)[j];
                double n = slope(function, at, i, x, j);
                if (!(difference(a, n) <= worst.error())) {
                    worst = new Report(i, j, a, n, 0, tolerance);
                }
                if (Double.isNaN(worst.error())) {
                    return worst.of(checked);
                }
            }
        }
        return worst.of(checked);
    }

    private static List<double[]> analytic(
            Function<List<Tensor>, Tensor> function, List<Tensor> at) {
        if (at.isEmpty()) {
            return List.of();
        }
        Session session = at.get(0).session();
        try (Scope _ = session.scope("gradient check");
                Tape tape = session.tape(at)) {
            return tape.gradients(weightedSum(function.apply(at)), at).stream()
                    .map(Tensor::toDoubleArray)
                    .toList();
        }
    }

    private double slope(
            Function<List<Tensor>, Tensor> function, List<Tensor> at, int i, double[] x, int j) {
        double before = x[j];
        double step = delta * Math.max(1, Math.abs(before));
        double up = before + step;
        double down = before - step;
        x[j] = up;
        double high = value(function, at, i, x);
        x[j] = down;
        double low = value(function, at, i, x);
        x[j] = before;
        return (high - low) / (up - down);
    }

    private static double value(
            Function<List<Tensor>, Tensor> function, List<Tensor> at, int i, double[] x) {
        Session session = at.get(i).session();
        try (Scope _ = session.scope("gradient check")) {
            List<Tensor> moved = new ArrayList<>(at);
            moved.set(i, session.tensor(x).reshape(at.get(i).shape()));
            return weightedSum(function.apply(moved)).item();
        }
    }

    private static Tensor weightedSum(Tensor y) {
        if (y.shape().elements() == 1) {
            return y.reshape(Shape.SCALAR);
        }
        float[] weights = new float[Math.toIntExact(y.shape().elements())];
        new RandomStream(0).fillUniform(weights);
        return y.session().tensor(weights).to(y.dtype()).add(0.5).mul(y.flatten()).sum();
    }

    private static double difference(double a, double b) {
        return Math.abs(a - b) / Math.max(1, Math.max(Math.abs(a), Math.abs(b)));
    }
}
