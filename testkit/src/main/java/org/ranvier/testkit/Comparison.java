package org.ranvier.testkit;

import java.util.Arrays;
import org.junit.jupiter.api.Assertions;
import org.ranvier.DType;
import org.ranvier.Tensor;
import org.ranvier.TensorSpec;

/**
 * A result of the reference, to compare others with.
 *
 * @param spec type and shape of what is expected
 * @param elements the elements in row-major order, not necessarily rounded to the type
 * @param condition what the operation gives for the absolute values of its inputs; empty if no
 *     tolerance asks for it
 */
record Comparison(TensorSpec spec, double[] elements, double[] condition) {
    Comparison(TensorSpec spec, double... elements) {
        this(spec, elements, new double[0]);
    }

    /** The elements of a tensor, without arithmetic on its device. */
    static double[] elements(Tensor x) {
        return switch (x.dtype()) {
            case F32, F64 -> x.toDoubleArray();
            case I32 -> Arrays.stream(x.toIntArray()).asDoubleStream().toArray();
            case BOOL -> {
                boolean[] truths = x.toBooleanArray();
                double[] numbers = new double[truths.length];
                for (int n = 0; n < truths.length; n++) {
                    numbers[n] = truths[n] ? 1 : 0;
                }
                yield numbers;
            }
        };
    }

    /** Fails with the first element that is too far off. */
    void check(String what, Tensor actual, Tolerance tolerance) {
        Assertions.assertEquals(spec, actual.spec(), what);
        double[] got = elements(actual);
        double largest =
                Arrays.stream(elements).filter(Double::isFinite).map(Math::abs).max().orElse(0);
        for (int n = 0; n < got.length; n++) {
            double allowed = allowed(tolerance, n, largest);
            if (!fits(tolerance, n, got[n], allowed)) {
                Assertions.fail(message(what, n, got[n], allowed));
            }
        }
    }

    private boolean fits(Tolerance tolerance, int n, double got, double allowed) {
        double expected = rounded(n);
        if (tolerance.isExact()) {
            return Double.doubleToLongBits(expected) == Double.doubleToLongBits(got);
        }
        return expected == got
                || Double.isNaN(expected) && Double.isNaN(got)
                || Math.abs(elements[n] - got) <= allowed;
    }

    private double allowed(Tolerance tolerance, int n, double largest) {
        if (!spec.dtype().isFloating() || !Double.isFinite(rounded(n))) {
            return 0;
        }
        double scale = condition.length == 0 ? 0 : condition[n];
        return tolerance.allowed(spec.dtype(), elements[n], largest, scale);
    }

    private double rounded(int n) {
        return spec.dtype() == DType.F32 ? (float) elements[n] : elements[n];
    }

    private String message(String what, int n, double got, double allowed) {
        double ulp = Tolerance.ulp(spec.dtype(), elements[n]);
        double off = Math.abs(elements[n] - got);
        return what
                + ": element "
                + n
                + " of "
                + spec
                + ": expected "
                + elements[n]
                + ", got "
                + got
                + ", off by "
                + off / ulp
                + " ulp, allowed "
                + allowed / ulp;
    }
}
