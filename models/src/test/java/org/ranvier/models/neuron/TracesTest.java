package org.ranvier.models.neuron;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.ranvier.DType;
import org.ranvier.Ranvier;
import org.ranvier.Session;
import org.ranvier.Shape;
import org.ranvier.Tensor;
import org.ranvier.models.Tables;

/** Neurons step by step, against Nengo. */
class TracesTest {
    private static final double TOLERANCE = 1e-11;
    private static final int NEURONS = 3;
    private static final Lif LIF = Lif.of(1e-3);

    /** Column groups after the model's name: input, potential, spikes, what else is kept. */
    private static <S> void follow(
            String model,
            Dynamics<S> dynamics,
            Function<S, Tensor> spikes,
            Function<S, Tensor> v,
            Function<S, Tensor> kept)
            throws IOException {
        List<double[]> rows =
                Tables.rows(TracesTest.class, "lif_traces.csv").stream()
                        .filter(row -> row[0].equals(model))
                        .map(row ->
                                Arrays.stream(row)
                                        .skip(1)
                                        .mapToDouble(Double::parseDouble)
                                        .toArray())
                        .toList();
        assertEquals(100, rows.size());
        try (Session session = Ranvier.open("cpu");
                var run = Simulation.start(session, dynamics, DType.F64, Shape.of(NEURONS))) {
            for (double[] row : rows) {
                S state = run.advance(session.tensor(group(row, 0)));
                String where = model + ", step " + run.steps();
                assertArrayEquals(group(row, 1), v.apply(state).toDoubleArray(), TOLERANCE, where);
                assertArrayEquals(group(row, 2), spikes.apply(state).toDoubleArray(), where);
                assertArrayEquals(
                        group(row, 3), kept.apply(state).toDoubleArray(), TOLERANCE, where);
            }
        }
    }

    private static double[] group(double[] row, int index) {
        return Arrays.copyOfRange(row, index * NEURONS, (index + 1) * NEURONS);
    }

    @Test
    void leakyIntegrateAndFire() throws IOException {
        Lif floored = new Lif(LIF.dt(), LIF.tauMembrane(), LIF.tauRefractory(), 0, LIF.surrogate());
        follow("lif", floored, Lif.State::spikes, Lif.State::v, Lif.State::held);
    }

    @Test
    void leakyIntegrateAndFireWithALowestPotential() throws IOException {
        Lif low = new Lif(LIF.dt(), LIF.tauMembrane(), LIF.tauRefractory(), -1, LIF.surrogate());
        follow("lif_low", low, Lif.State::spikes, Lif.State::v, Lif.State::held);
    }

    @Test
    void adaptiveLeakyIntegrateAndFire() throws IOException {
        Lif floored = new Lif(LIF.dt(), LIF.tauMembrane(), LIF.tauRefractory(), 0, LIF.surrogate());
        follow(
                "adaptive",
                new AdaptiveLif(floored, 1, 0.01),
                state -> state.lif().spikes(),
                state -> state.lif().v(),
                state -> state.lif().held());
    }

    @Test
    void izhikevich() throws IOException {
        follow(
                "izhikevich",
                Izhikevich.of(1e-3),
                Izhikevich.State::spikes,
                Izhikevich.State::v,
                Izhikevich.State::u);
    }
}
