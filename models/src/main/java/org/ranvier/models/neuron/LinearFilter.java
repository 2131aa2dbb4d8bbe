package org.ranvier.models.neuron;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.ranvier.DType;
import org.ranvier.Session;
import org.ranvier.Shape;
import org.ranvier.Tensor;

/**
 * A linear system in discrete time, {@code x ← A·x + b·input}, with A lower triangular and the last
 * element of x its output. Every element of the input is filtered on its own.
 */
public final class LinearFilter implements Dynamics<LinearFilter.State> {
    /** How often the step is halved for the series of the matrix exponential, and its terms. */
    private static final int MIN_HALVINGS = 4;

    private static final int TERMS = 18;

    private final double[][] a;
    private final double[] b;

    private LinearFilter(double[][] a, double[] b) {
        this.a = a;
        this.b = b;
    }

    /**
     * The state.
     *
     * @param x the elements of x, each of the input's shape
     */
    public record State(List<Tensor> x) {
        /**
         * The output.
         *
         * @return the last element
         */
        public Tensor output() {
            return x.getLast();
        }
    }

    /** Low-pass filters in a row, for a step of length dt. */
    static LinearFilter cascade(List<Double> timeConstants, double dt, boolean impulses) {
        if (!(dt > 0)) {
            throw new IllegalArgumentException("synapse: step " + dt + " s; expected above 0");
        }
        int order = timeConstants.size();
        // The input is one more, constant element: e^M holds both A and b.
        double[][] m = new double[order + 1][order + 1];
        for (int i = 0; i < order; i++) {
            double rate = dt / timeConstants.get(i);
            m[i][i] = -rate;
            m[i][i == 0 ? order : i - 1] = rate;
        }
        double[][] exp = exp(m);
        double[][] a = new double[order][order];
        double[] b = new double[order];
        for (int i = 0; i < order; i++) {
            System.arraycopy(exp[i], 0, a[i], 0, i + 1);
            b[i] = impulses ? exp[i][0] / timeConstants.getFirst() : exp[i][order];
        }
        return new LinearFilter(a, b);
    }

    /** The exponential of a small matrix: Taylor's series of a part of it, squared again. */
    private static double[][] exp(double[][] m) {
        double largest = 1;
        for (double[] row : m) {
            for (double x : row) {
                largest = Math.max(largest, Math.abs(x));
            }
        }
        int halvings = MIN_HALVINGS + Math.getExponent(largest);
        double[][] sum = identity(m.length, 1);
        double[][] part = times(m, identity(m.length, Math.scalb(1.0, -halvings)));
        // Horner's scheme: 1 + p·(1 + p/2·(1 + p/3·…)).
        for (int k = TERMS; k > 0; k--) {
            sum = times(times(part, identity(m.length, 1.0 / k)), sum);
            for (int i = 0; i < m.length; i++) {
                sum[i][i] += 1;
            }
        }
        for (int k = 0; k < halvings; k++) {
            sum = times(sum, sum);
        }
        return sum;
    }

    private static double[][] identity(int size, double value) {
        double[][] m = new double[size][size];
        for (int i = 0; i < size; i++) {
            m[i][i] = value;
        }
        return m;
    }

    private static double[][] times(double[][] x, double[][] y) {
        double[][] product = new double[x.length][x.length];
        for (int i = 0; i < x.length; i++) {
            for (int j = 0; j < x.length; j++) {
                for (int k = 0; k < x.length; k++) {
                    product[i][j] += x[i][k] * y[k][j];
                }
            }
        }
        return product;
    }

    /**
     * How many elements x has.
     *
     * @return the number of filters in a row
     */
    public int order() {
        return b.length;
    }

    /**
     * Filters a whole signal, from rest.
     *
     * @param signal the input in each step, {@code [T, …]}
     * @return the output after each step, {@code [T, …]}
     */
    public Tensor filter(Tensor signal) {
        List<Tensor> before = new ArrayList<>(order());
        Tensor x = signal;
        for (int i = 0; i < order(); i++) {
            Tensor driven = signal.mul(b[i]);
            for (int j = 0; j < i; j++) {
                driven = driven.add(before.get(j).mul(a[i][j]));
            }
            Tensor decay = signal.session().full(signal.dtype(), signal.shape(), a[i][i]);
            x = decay.linearScan(driven, 0);
            before.add(x.pad(0, 1, 0, 0).slice(0, 0, x.size(0)));
        }
        return x;
    }

    @Override
    public State initial(Session session, DType type, Shape shape) {
        Tensor zeros = session.full(type, shape, 0);
        return new State(Collections.nCopies(order(), zeros));
    }

    @Override
    public State step(State state, Tensor input) {
        Tensor like = state.output();
        Tensor u = input.to(like.dtype()).expand(like.shape());
        List<Tensor> next = new ArrayList<>(order());
        for (int i = 0; i < order(); i++) {
            Tensor sum = state.x().get(i).mul(a[i][i]);
            for (int j = 0; j < i; j++) {
                sum = sum.add(state.x().get(j).mul(a[i][j]));
            }
            next.add(sum.add(u.mul(b[i])));
        }
        return new State(next);
    }

    @Override
    public List<Tensor> tensors(State state) {
        return state.x();
    }

    @Override
    public State of(List<Tensor> tensors) {
        return new State(List.copyOf(tensors));
    }
}
