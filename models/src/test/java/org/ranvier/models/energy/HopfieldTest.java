package org.ranvier.models.energy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.ranvier.DType;
import org.ranvier.Ranvier;
import org.ranvier.Session;
import org.ranvier.Shape;
import org.ranvier.Tensor;
import org.ranvier.models.OnEveryBackend;
import org.ranvier.op.Distribution;
import org.ranvier.random.RandomStream;

class HopfieldTest {
    private static Tensor patterns(Session session, DType type, int count, int units, long seed) {
        RandomStream random = new RandomStream(seed);
        Tensor uniform = random.draw(session, Distribution.UNIFORM, type, Shape.of(count, units));
        return uniform.lt(0.5).to(type).mul(2).sub(1);
    }

    /** Units whose field is 0 become +1. */
    @OnEveryBackend
    void workedExample(Session session) {
        Tensor weights = session.tensor(new float[] {0, -1, 1, -1, 0, -1, 1, -1, 0}, 3, 3);
        Hopfield network = new Hopfield(weights, session.zeros(3));
        Tensor x = session.tensor(new float[] {1, 1, -1});
        assertArrayEquals(new float[] {-1, 1, 1}, network.synchronous(x).toFloatArray());
        assertEquals(1, network.energy(x).item());
        // One after another: (−1, 1, −1), whose other units have the fields 2 and −2.
        assertArrayEquals(new float[] {-1, 1, -1}, network.asynchronous(x, 0, 1, 2).toFloatArray());
    }

    /** {@code Wx = ((N − M)/M)·x} for patterns that are orthogonal to each other. */
    @Test
    void orthogonalPatternsAreEigenvectors() {
        try (Session session = Ranvier.open("cpu")) {
            Tensor x =
                    session.tensor(
                            new double[] {
                                1, 1, 1, 1, 1, 1, 1, 1, 1, -1, 1, -1, 1, -1, 1, -1, 1, 1, -1, -1, 1,
                                1, -1, -1
                            },
                            3,
                            8);
            Hopfield network = Hopfield.of(x);
            assertArrayEquals(
                    x.mul(5.0 / 3).toDoubleArray(),
                    x.matmul(network.weights()).toDoubleArray(),
                    1e-14);
        }
    }

    @Test
    void learningInTimeComesToTheSameWeights() {
        try (Session session = Ranvier.open("cpu")) {
            Tensor x = patterns(session, DType.F64, 4, 12, 1);
            Tensor none = session.full(DType.F64, Shape.of(12, 12), 0);
            Hopfield network = new Hopfield(none, none.select(0, 0));
            for (int step = 0; step < 10; step++) {
                network = network.learned(x, 0.1);
            }
            assertArrayEquals(
                    Hopfield.of(x).weights().toDoubleArray(),
                    network.weights().toDoubleArray(),
                    1e-14);
        }
    }

    @Test
    void asynchronousUpdatesNeverRaiseTheEnergy() {
        try (Session session = Ranvier.open("cpu")) {
            Tensor biases = patterns(session, DType.F64, 1, 30, 2).select(0, 0).mul(0.3);
            Hopfield network =
                    new Hopfield(
                            Hopfield.of(patterns(session, DType.F64, 8, 30, 3)).weights(), biases);
            Tensor x = patterns(session, DType.F64, 5, 30, 4);
            double[] before = network.energy(x).toDoubleArray();
            int changes = 0;
            for (int unit : new RandomStream(9).permutation(30)) {
                Tensor next = network.asynchronous(x, unit);
                double[] after = network.energy(next).toDoubleArray();
                for (int i = 0; i < after.length; i++) {
                    assertTrue(after[i] <= before[i] + 1e-12, before[i] + " to " + after[i]);
                    changes += after[i] < before[i] - 1e-12 ? 1 : 0;
                }
                before = after;
                x = next;
            }
            assertTrue(changes > 10, changes + " changes");
        }
    }

    @OnEveryBackend
    void damagedPatternsAreRecalled(Session session) {
        Tensor patterns = patterns(session, DType.F32, 3, 60, 5);
        Hopfield network = Hopfield.of(patterns);
        Tensor damaged = patterns.copy();
        damaged.slice(1, 0, 9).mulInPlace(-1);
        Tensor recalled = network.recall(damaged, 10, new RandomStream(1));
        assertArrayEquals(patterns.toFloatArray(), recalled.toFloatArray());
    }

    /** Below 0.138·N patterns recall is nearly perfect, far above it is not (Amit et al. 1985). */
    @Test
    void capacityIsLimited() {
        try (Session session = Ranvier.open("cpu")) {
            double few = recalled(session, 10);
            double many = recalled(session, 60);
            assertTrue(few > 0.99, "overlap " + few);
            assertTrue(many < 0.7, "overlap " + many);
        }
    }

    private static double recalled(Session session, int count) {
        Tensor patterns = patterns(session, DType.F32, count, 200, 6);
        Tensor found = Hopfield.of(patterns).recall(patterns, 10, new RandomStream(2));
        return Hopfield.overlap(found, patterns).mean().item();
    }

    /** Two coupled spins: the probability of being alike is {@code σ(2J/T)} for energy −J·x·y. */
    @Test
    void heatedUnitsFollowTheBoltzmannDistribution() {
        try (Session session = Ranvier.open("cpu")) {
            Tensor weights = session.tensor(new double[] {0, 1, 1, 0}, 2, 2);
            Hopfield pair = new Hopfield(weights, session.tensor(new double[2]));
            RandomStream random = new RandomStream(3);
            Tensor x = session.full(DType.F64, Shape.of(20_000, 2), 1);
            Tensor drawn = pair.heated(x, 2, random);
            double up = drawn.mean().add(1).div(2).item();
            assertEquals(1 / (1 + Math.exp(-1)), up, 0.01);
        }
    }

    @Test
    void shapesThatDoNotFitAreRefused() {
        try (Session session = Ranvier.open("cpu")) {
            var error =
                    assertThrows(
                            IllegalArgumentException.class,
                            () -> new Hopfield(session.zeros(2, 3), session.zeros(2)));
            assertEquals(
                    "hopfield: weights [2, 3] and biases [2]; expected [N, N] and [N]",
                    error.getMessage());
        }
    }
}
