package org.ranvier.models.nef;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ranvier.DType;
import org.ranvier.Ranvier;
import org.ranvier.Session;
import org.ranvier.Tensor;
import org.ranvier.models.OnEveryBackend;
import org.ranvier.models.Oracle;
import org.ranvier.random.RandomStream;

/** Populations and decoders against those of another simulator. */
class DecoderTest {
    private static final double TOLERANCE = 1e-9;

    /** The values within a part of the largest. */
    private static void assertClose(double[] expected, Tensor actual) {
        double largest = Arrays.stream(expected).map(Math::abs).max().orElseThrow();
        assertArrayEquals(expected, actual.toDoubleArray(), TOLERANCE * largest);
    }

    @ParameterizedTest
    @ValueSource(strings = {"p0", "p1", "p2", "p3"})
    void gainsAndBiasesFollowFromRatesAndIntercepts(String name) throws IOException {
        Oracle oracle =
                Oracle.load(DecoderTest.class, "networks.json.gz").of("populations").of(name);
        try (Session session = Ranvier.open("cpu")) {
            Population population = References.tuned(session, oracle);
            assertClose(oracle.vector("gain"), population.gains());
            assertClose(oracle.vector("bias"), population.biases());
        }
    }

    static UnaryOperator<Tensor> function(String name) {
        return switch (name) {
            case "square" -> Tensor::square;
            case "product" -> x -> x.prod(1).unsqueeze(1);
            case "oscillator" -> Flows.linear(new double[][] {{1, 1}, {-1, 1}});
            default -> x -> x;
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"comm", "square", "product", "integrator", "oscillator"})
    void decodersOfFunctionsAreThoseOfAnotherSimulator(String name) throws IOException {
        Oracle oracle = Oracle.load(DecoderTest.class, "networks.json.gz");
        Oracle reference = oracle.of("cases").of(name);
        try (Session session = Ranvier.open("cpu")) {
            Tensor expected = reference.tensor(session, "decoders").transpose();
            String from = (String) reference.get("a");
            Population population = References.tuned(session, oracle.of("populations").of(from));
            Tensor decoders = population.decoders(function(name));
            assertClose(expected.toDoubleArray(), decoders);
            Tensor bySvd = population.decoders(function(name), DecoderSolver.ridgeBySvd(0.1));
            assertClose(expected.toDoubleArray(), bySvd);
        }
    }

    private static double[] errors(Session session, Oracle oracle, Tensor decoders) {
        Tensor y = oracle.tensor(session, "Y");
        return oracle.tensor(session, "A")
                .matmul(decoders)
                .sub(y)
                .square()
                .mean(0)
                .sqrt()
                .toDoubleArray();
    }

    private static DecoderSolver solver(String name) {
        return switch (name) {
            case "Lstsq(rcond=0.01)" -> DecoderSolver.svd(0.01);
            case "LstsqL2(0.1)/Cholesky" -> DecoderSolver.ridge(0.1);
            case "LstsqL2(0.1)/SVD" -> DecoderSolver.ridgeBySvd(0.1);
            case "LstsqL2(0.01)/Cholesky" -> DecoderSolver.ridge(0.01);
            case "LstsqL2nz(0.1)" -> DecoderSolver.ridgeOnActive(0.1);
            case "LstsqDrop(0.25)" ->
                    DecoderSolver.dropping(
                            0.25, DecoderSolver.ridge(0.001), DecoderSolver.ridge(0.1));
            default -> throw new IllegalArgumentException(name);
        };
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Lstsq(rcond=0.01)",
                "LstsqL2(0.1)/Cholesky",
                "LstsqL2(0.1)/SVD",
                "LstsqL2(0.01)/Cholesky",
                "LstsqL2nz(0.1)",
                "LstsqDrop(0.25)"
            })
    void solversGiveTheDecodersOfAnotherSimulator(String name) throws IOException {
        Oracle oracle = Oracle.load(DecoderTest.class, "solvers.json.gz");
        Oracle reference = oracle.of("solvers").of(name);
        try (Session session = Ranvier.open("cpu")) {
            Tensor decoders =
                    solver(name).solve(oracle.tensor(session, "A"), oracle.tensor(session, "Y"));
            Tensor expected = reference.tensor(session, "decoders_n_by_d");
            assertClose(expected.toDoubleArray(), decoders);
            assertArrayEquals(
                    reference.vector("rmses"), errors(session, oracle, decoders), TOLERANCE);
        }
    }

    /** The decoders differ with the noise, their errors on activities without noise hardly do. */
    @Test
    void noiseOnActivitiesGivesTheErrorOfAnotherSimulator() throws IOException {
        Oracle oracle = Oracle.load(DecoderTest.class, "solvers.json.gz");
        Oracle reference = oracle.of("solvers").of("LstsqNoise(0.1) seed 3");
        try (Session session = Ranvier.open("cpu")) {
            Tensor a = oracle.tensor(session, "A");
            Tensor y = oracle.tensor(session, "Y");
            Tensor decoders = reference.tensor(session, "decoders_n_by_d");
            double[] expected = errors(session, oracle, decoders);
            double[] mean = new double[2];
            for (int seed = 0; seed < 8; seed++) {
                DecoderSolver solver = DecoderSolver.noisy(0.1, new RandomStream(seed));
                double[] errors = errors(session, oracle, solver.solve(a, y));
                mean[0] += errors[0] / 8;
                mean[1] += errors[1] / 8;
            }
            assertEquals(expected[0], mean[0], 0.3 * expected[0]);
            assertEquals(expected[1], mean[1], 0.3 * expected[1]);
        }
    }

    /** No decoders have smaller errors than least squares, and cutting nothing is the same. */
    @Test
    void qrAndSvdFindTheLeastSquares() throws IOException {
        Oracle oracle = Oracle.load(DecoderTest.class, "solvers.json.gz");
        try (Session session = Ranvier.open("cpu")) {
            Tensor a = oracle.tensor(session, "A");
            Tensor y = oracle.tensor(session, "Y");
            double[] qr = errors(session, oracle, DecoderSolver.qr().solve(a, y));
            double[] svd = errors(session, oracle, DecoderSolver.svd(1e-14).solve(a, y));
            double[] ridge = errors(session, oracle, DecoderSolver.ridge(1e-3).solve(a, y));
            assertArrayEquals(svd, qr, 1e-9);
            for (int k = 0; k < qr.length; k++) {
                assertTrue(qr[k] < ridge[k], qr[k] + " against " + ridge[k]);
            }
        }
    }

    @OnEveryBackend
    void everyBackendDecodesAlike(Session session) {
        Population population =
                Tuning.of(30, 2).draw(session, DType.F32, new RandomStream(1).named("a"));
        Tensor x = session.tensor(new float[] {0.5f, -0.5f, 0, 0.3f, -0.2f, 0.6f}, 3, 2);
        float[] decoded = population.rates(x).matmul(population.decoders(p -> p)).toFloatArray();
        assertArrayEquals(x.toFloatArray(), decoded, 0.12f);
        try (Session cpu = Ranvier.open("cpu")) {
            Population same = Tuning.of(30, 2).draw(cpu, DType.F32, new RandomStream(1).named("a"));
            float[] expected =
                    same.rates(cpu.tensor(x.toFloatArray(), 3, 2))
                            .matmul(same.decoders(p -> p))
                            .toFloatArray();
            assertArrayEquals(expected, decoded, 1e-4f);
        }
    }

    @Test
    void rectifiedLinearNeuronsBeginAtTheirIntercept() {
        try (Session session = Ranvier.open("cpu")) {
            Tensor one = session.tensor(new double[] {1}, 1, 1);
            Population population =
                    Population.tuned(
                            new Response.Rectified(),
                            2,
                            one,
                            session.tensor(new double[] {300}),
                            session.tensor(new double[] {0.25}),
                            one,
                            session.tensor(new double[] {0}));
            Tensor x = session.tensor(new double[] {-2, 0.4, 0.5, 1.25, 2}, 5, 1);
            assertArrayEquals(
                    new double[] {0, 0, 0, 150, 300}, population.rates(x).toDoubleArray(), 1e-12);
        }
    }

    @Test
    void whatDoesNotFitIsRefusedByName() {
        try (Session session = Ranvier.open("cpu")) {
            Tensor a = session.zeros(5, 3);
            var error =
                    assertThrows(
                            IllegalArgumentException.class,
                            () -> DecoderSolver.ridge(0.1).solve(a, session.zeros(4, 1)));
            assertEquals(
                    "decoders: activities [5, 3] and targets [4, 1]; expected [P, N] and [P, K]",
                    error.getMessage());
            assertThrows(IllegalArgumentException.class, () -> Tuning.of(0, 1));
            assertThrows(
                    IllegalArgumentException.class,
                    () -> Tuning.of(1, 1).response(new Response.Lif(0.02, 0.0025)));
        }
    }
}
