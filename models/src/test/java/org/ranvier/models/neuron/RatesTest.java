package org.ranvier.models.neuron;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.ranvier.DType;
import org.ranvier.Ranvier;
import org.ranvier.Scope;
import org.ranvier.Session;
import org.ranvier.Shape;
import org.ranvier.Tensor;
import org.ranvier.models.Tables;
import org.ranvier.op.LifCell;
import org.ranvier.op.Surrogate;

/** Tuning curves of leaky integrate-and-fire neurons, against the closed form, Nengo and Brian2. */
class RatesTest {
    private static double[] column(int index) throws IOException {
        return Tables.rows(RatesTest.class, "lif_rates.csv").stream()
                .mapToDouble(row -> Double.parseDouble(row[index]))
                .toArray();
    }

    @Test
    void closedFormIsTheReferences() throws IOException {
        double[] inputs = column(0);
        double[] rates = Arrays.stream(inputs).map(Lif.of(1e-3)::rate).toArray();
        assertArrayEquals(column(1), rates, 1e-9);
    }

    @Test
    void spikesInsideTheStepAreCountedAsNengoCountsThem() throws IOException {
        double[] inputs = column(0);
        try (Session session = Ranvier.open("cpu");
                var run =
                        Simulation.start(
                                session, Lif.of(1e-3), DType.F64, Shape.of(inputs.length))) {
            Tensor input = session.tensor(inputs);
            Tensor count = input.zerosLike();
            for (int step = 0; step < 10_000; step++) {
                count.addInPlace(run.advance(input).spikes());
            }
            assertArrayEquals(column(2), count.toDoubleArray());
        }
    }

    /** Brian2's neuron integrates in the step that ends the refractory period, ours after it. */
    @Test
    void onTheGridSpikesAreAsFarApartAsBrians() throws IOException {
        double dt = 1e-4;
        double[] inputs = column(0);
        double[] apart = column(3);
        var slope = new Surrogate(Surrogate.Kind.ARCTAN, 2);
        GridLif lif = new GridLif(LifCell.exact(dt, 0.02, 0.002 - dt, slope));
        try (Session session = Ranvier.open("cpu");
                Scope _ = session.scope("rates")) {
            Tensor input = session.tensor(inputs).expand(4_000, inputs.length);
            var first = lif.initial(session, DType.F64, Shape.of(inputs.length));
            Tensor spikes = lif.run(first, input).spikes();
            for (int i = 0; i < inputs.length; i++) {
                int[] steps = spikes.select(1, i).flatNonzero().toIntArray();
                int neuron = i;
                List<Integer> differences =
                        IntStream.range(1, steps.length)
                                .map(k -> steps[k] - steps[k - 1])
                                .distinct()
                                .boxed()
                                .toList();
                if (differences.isEmpty()) {
                    assertEquals(0, apart[i] > 0 ? (int) (2000 / apart[i]) : 0, "J = " + inputs[i]);
                } else {
                    assertEquals(
                            List.of((int) apart[neuron]), differences, "J = " + inputs[neuron]);
                }
            }
        }
    }

    @Test
    void slopesAreThoseOfOtherFrameworks() throws IOException {
        List<String[]> rows = Tables.rows(RatesTest.class, "surrogates.csv");
        try (Session session = Ranvier.open("cpu")) {
            Tensor x = session.tensor(numbers(rows.getFirst()));
            for (String[] row : rows.subList(1, rows.size())) {
                var surrogate =
                        new Surrogate(Surrogate.Kind.valueOf(row[0]), Double.parseDouble(row[1]));
                double[] slope = surrogate.slope(x).toDoubleArray();
                double[] expected = numbers(row);
                for (int i = 0; i < expected.length; i++) {
                    // Where the curve is σ(1 − σ), theirs has the rounding of 1 − σ.
                    double most = 1e-13 * expected[i] + Math.ulp(1.0) * surrogate.sharpness();
                    assertEquals(expected[i], slope[i], most, surrogate + " " + i);
                }
            }
        }
    }

    private static double[] numbers(String[] row) {
        return Arrays.stream(row).skip(2).mapToDouble(Double::parseDouble).toArray();
    }
}
