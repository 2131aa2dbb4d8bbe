package org.ranvier.models.spiking;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.ranvier.Session;
import org.ranvier.Tensor;
import org.ranvier.models.OnEveryBackend;
import org.ranvier.models.Tables;
import org.ranvier.models.io.Json;
import org.ranvier.models.loss.Loss;
import org.ranvier.models.neuron.GridLif;
import org.ranvier.op.LifCell;
import org.ranvier.op.LifCell.Reset;
import org.ranvier.op.Spike;
import org.ranvier.op.Surrogate;

/** Loss and gradients of two layers over 20 steps, against snnTorch and SpikingJelly. */
class BackPropagationThroughTimeTest {
    /** Where the reference computed in F32. */
    private static final double SINGLE = 2e-6;

    private static final double DOUBLE = 1e-12;

    /** Spikes and the potentials that the loss sees, of a layer driven by currents. */
    private record Course(Tensor spikes, Tensor potentials) {}

    private interface Neurons {
        Course run(int layer, Tensor currents);
    }

    private static Course lif(LifCell cell, Tensor currents, boolean afterReset) {
        var lif = new GridLif(cell);
        var course =
                lif.run(
                        lif.initial(
                                currents.session(), currents.dtype(), currents.shape().without(0)),
                        currents);
        Tensor u = course.potentials();
        Tensor s = cell.detachReset() ? course.spikes().detach() : course.spikes();
        return new Course(course.spikes(), afterReset ? u.mul(s.rsub(1)) : u);
    }

    @OnEveryBackend
    void hardReset(Session session) throws IOException {
        for (boolean detached : new boolean[] {false, true}) {
            var slope = new Surrogate(Surrogate.Kind.ARCTAN, 2);
            var cell = new LifCell(0.5, 1, 1, Reset.ZERO, 0, slope, detached);
            compare(
                    session,
                    detached ? "hard_detached" : "hard",
                    (layer, currents) -> lif(cell, currents, true),
                    List.of(),
                    DOUBLE);
        }
    }

    @OnEveryBackend
    void resetToZero(Session session) throws IOException {
        var slope = new Surrogate(Surrogate.Kind.FAST_SIGMOID, 25);
        compare(
                session,
                "zero",
                (layer, currents) ->
                        lif(
                                new LifCell(
                                        layer == 0 ? 0.9 : 0.8, 1, 1, Reset.ZERO, 0, slope, true),
                                currents,
                                false),
                List.of(),
                SINGLE);
    }

    /** Steps written out, with decays that are trained too. */
    @OnEveryBackend
    void thresholdTakenOffOneStepLater(Session session) throws IOException {
        var slope = new Surrogate(Surrogate.Kind.FAST_SIGMOID, 25);
        List<Tensor> betas =
                List.of(session.tensor(new double[] {0.9}), session.tensor(new double[] {0.8}));
        compare(
                session,
                "subtract",
                (layer, currents) -> {
                    List<Tensor> spikes = new ArrayList<>();
                    List<Tensor> potentials = new ArrayList<>();
                    Tensor u = currents.select(0, 0).zerosLike();
                    Tensor s = u;
                    for (int t = 0; t < currents.size(0); t++) {
                        u = u.mul(betas.get(layer)).add(currents.select(0, t)).sub(s.detach());
                        s = session.apply(new Spike(slope), List.of(u.sub(1))).get(0);
                        spikes.add(s);
                        potentials.add(u);
                    }
                    return new Course(session.stack(0, spikes), session.stack(0, potentials));
                },
                betas,
                SINGLE);
    }

    private static void compare(
            Session session, String name, Neurons neurons, List<Tensor> decays, double tolerance)
            throws IOException {
        Map<?, ?> data = (Map<?, ?>) json();
        Map<?, ?> expected = (Map<?, ?>) at((Map<?, ?>) at(data, "cases"), name);
        Tensor x = session.tensor(numbers(at(data, "X")), 20, 4, 6);
        Tensor w1 = session.tensor(numbers(at(data, "W1")), 5, 6);
        Tensor w2 = session.tensor(numbers(at(data, "W2")), 3, 5);
        Tensor target = session.tensor(new int[] {0, 1, 2, 1});
        List<Tensor> wrt = new ArrayList<>(List.of(w1, w2));
        wrt.addAll(decays);
        var result =
                session.valueAndGradients(
                        wrt,
                        () -> {
                            Course hidden = neurons.run(0, x.matmul(w1.transpose()));
                            Course out = neurons.run(1, hidden.spikes().matmul(w2.transpose()));
                            assertEquals(
                                    numbers(at(expected, "spikes1"))[0],
                                    hidden.spikes().sum().item());
                            assertEquals(
                                    numbers(at(expected, "spikes2"))[0], out.spikes().sum().item());
                            Tensor scores = out.spikes().sum(0);
                            return Loss.softmaxCrossEntropy()
                                    .of(scores, target)
                                    .add(out.potentials().square().mean().mul(0.01));
                        });
        close(numbers(at(expected, "loss")), result.value(), tolerance);
        close(numbers(at(expected, "dW1")), result.of(w1), tolerance);
        close(numbers(at(expected, "dW2")), result.of(w2), tolerance);
        if (!decays.isEmpty()) {
            double[] slopes = numbers(at(expected, "dbeta"));
            close(new double[] {slopes[0]}, result.of(decays.get(0)), tolerance);
            close(new double[] {slopes[1]}, result.of(decays.get(1)), tolerance);
        }
    }

    private static void close(double[] expected, Tensor actual, double tolerance) {
        assertArrayEquals(expected, actual.flatten().toDoubleArray(), tolerance);
    }

    private static Object json() throws IOException {
        return Objects.requireNonNull(
                Json.parse(Tables.text(BackPropagationThroughTimeTest.class, "snn_bptt.json")));
    }

    private static Object at(Map<?, ?> map, String key) {
        return Objects.requireNonNull(map.get(key), key);
    }

    private static double[] numbers(Object value) {
        return flat(value).mapToDouble(Number::doubleValue).toArray();
    }

    private static Stream<Number> flat(Object value) {
        return value instanceof List<?> list
                ? list.stream().map(Objects::requireNonNull).flatMap(e -> flat(e))
                : Stream.of((Number) value);
    }
}
