package org.ranvier.cpu.math;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.ranvier.DType;
import org.ranvier.cpu.twin.Twin;
import org.ranvier.op.Unary;

/** The bounds of errors that {@link FloatMath} and its neighbours state, and that vectors agree. */
class UlpTest {
    private static final int SAMPLES = 200_000;

    /** A function on F32, its exact value and the stated bound. */
    static Stream<Arguments> floats() {
        return Stream.of(
                function("exp", FloatMath::exp, StrictMath::exp, 1),
                function("expm1", FloatMath::expm1, StrictMath::expm1, 1.5),
                function("log", FloatMath::log, StrictMath::log, 1),
                function("log1p", FloatMath::log1p, StrictMath::log1p, 1),
                function("tanh", FloatMath::tanh, StrictMath::tanh, 2.5),
                function("sigmoid", FloatMath::sigmoid, UlpTest::sigmoid, 2.5),
                function("silu", FloatMath::silu, UlpTest::silu, 3),
                function("softplus", FloatMath::softplus, UlpTest::softplus, 2),
                function("rsqrt", FloatMath::rsqrt, x -> 1 / Math.sqrt(x), 1.5),
                function("erf", FloatErrorMath::erf, DoubleErrorMath::erf, 2.5),
                function("gelu", FloatErrorMath::gelu, DoubleErrorMath::gelu, 6),
                function("sin", x -> (float) AngleMath.sin(x), StrictMath::sin, 1),
                function("cos", x -> (float) AngleMath.cos(x), StrictMath::cos, 1),
                function("atan", x -> (float) AngleMath.atan(x), StrictMath::atan, 1));
    }

    private static Arguments function(
            String name, FloatFunction f, DoubleUnaryOperator exact, double bound) {
        return Arguments.of(name, f, exact, bound);
    }

    private static double sigmoid(double x) {
        double e = StrictMath.exp(-Math.abs(x));
        return (x < 0 ? e : 1) / (1 + e);
    }

    /** Its limit at −∞ is −0. */
    private static double silu(double x) {
        return x == Double.NEGATIVE_INFINITY ? -0.0 : x * sigmoid(x);
    }

    private static double softplus(double x) {
        return Math.max(x, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(x)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("floats")
    void floatsAreWithinTheirBounds(
            String name, FloatFunction f, DoubleUnaryOperator exact, double bound) {
        for (float x : samples()) {
            double expected = exact.applyAsDouble(x);
            float got = f.apply(x);
            if (Double.isNaN(expected) || Math.abs(expected) > Float.MAX_VALUE) {
                assertTrue(
                        Float.isNaN(got) && Double.isNaN(expected) || got == (float) expected,
                        () -> name + " of " + x + ": " + got + ", expected " + expected);
                continue;
            }
            double off = Math.abs(got - expected) / Math.ulp((float) expected);
            assertTrue(
                    off <= bound,
                    () ->
                            name
                                    + " of "
                                    + x
                                    + ": "
                                    + got
                                    + ", expected "
                                    + expected
                                    + ", off "
                                    + off);
        }
    }

    /** All magnitudes, the range where most happens, and the edges. */
    private static float[] samples() {
        Random random = new Random(7);
        float[] samples = new float[SAMPLES];
        for (int i = 0; i < SAMPLES; i++) {
            float any = Float.intBitsToFloat(random.nextInt());
            samples[i] = i % 2 == 0 && Math.abs(any) < 0x1p29f ? any : 30 * random.nextFloat() - 15;
        }
        float[] edges = {
            0,
            -0.0f,
            1,
            -1,
            Float.MIN_VALUE,
            -Float.MIN_VALUE,
            Float.MIN_NORMAL,
            88.72283f,
            88.72284f,
            -87.33655f,
            -103.97208f,
            -103.9721f,
            Float.POSITIVE_INFINITY,
            Float.NEGATIVE_INFINITY,
            Float.NaN
        };
        System.arraycopy(edges, 0, samples, 0, edges.length);
        return samples;
    }

    @Test
    void doublesAreWithinTheirBounds() {
        Random random = new Random(8);
        for (int i = 0; i < SAMPLES; i++) {
            double x = 60 * random.nextDouble() - 30;
            near("exp", x, DoubleMath.exp(x), StrictMath.exp(x), 2);
            near("expm1", x, DoubleMath.expm1(x), StrictMath.expm1(x), 2.5);
            near("tanh", x, DoubleMath.tanh(x), StrictMath.tanh(x), 4);
            near("sin", x, AngleMath.sin(x), StrictMath.sin(x), 2);
            near("cos", x, AngleMath.cos(x), StrictMath.cos(x), 2);
            near("atan", x, AngleMath.atan(x), StrictMath.atan(x), 2);
            near("log", Math.abs(x), DoubleMath.log(Math.abs(x)), StrictMath.log(Math.abs(x)), 2);
        }
    }

    /** From the power series, with as many digits as its terms lose. */
    @Test
    void errorFunctionOnDoubles() {
        for (double x = -6; x <= 6; x += 0.1875) {
            near("erf", x, DoubleErrorMath.erf(x), series(new BigDecimal(x)).doubleValue(), 2);
            MathContext digits = new MathContext(80);
            BigDecimal half = new BigDecimal(x).divide(BigDecimal.TWO);
            BigDecimal argument = new BigDecimal(x).divide(BigDecimal.TWO.sqrt(digits), digits);
            double expected = half.multiply(series(argument).add(BigDecimal.ONE)).doubleValue();
            near("gelu", x, DoubleErrorMath.gelu(x), expected, 7);
        }
    }

    /** {@code erf(x) = 2/√π · Σ (−1)ⁿ·x²ⁿ⁺¹/(n!·(2n+1))}. */
    private static BigDecimal series(BigDecimal x) {
        MathContext digits = new MathContext(80);
        BigDecimal pi =
                new BigDecimal("3.14159265358979323846264338327950288419716939937510582097494459");
        BigDecimal square = x.multiply(x, digits).negate();
        BigDecimal power = x;
        BigDecimal sum = x;
        for (int n = 1; n < 250; n++) {
            power = power.multiply(square, digits).divide(BigDecimal.valueOf(n), digits);
            sum = sum.add(power.divide(BigDecimal.valueOf(2L * n + 1), digits), digits);
        }
        return sum.multiply(BigDecimal.TWO).divide(pi.sqrt(digits), digits);
    }

    /** The reference may itself be off by one. */
    private static void near(String name, double x, double got, double expected, double bound) {
        double off = Math.abs(got - expected) / Math.ulp(expected);
        assertTrue(
                off <= bound,
                () -> name + " of " + x + ": " + got + ", expected " + expected + ", off " + off);
    }

    @ParameterizedTest
    @EnumSource(Unary.class)
    void vectorsGiveTheSameBits(Unary function) {
        if (!function.accepts(DType.F32)) {
            return;
        }
        float[] samples = samples();
        int n = 8192 + 5;
        Twin<UnaryKernel> twin = UnaryKernels.of(function, DType.F32);
        boolean test = function.result(DType.F32) == DType.BOOL;
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment x = arena.allocate(4L * n, 64);
            MemorySegment.copy(samples, 0, x, ValueLayout.JAVA_FLOAT, 0, n);
            MemorySegment scalar = arena.allocate(4L * n, 64);
            MemorySegment vector = arena.allocate(4L * n, 64);
            twin.scalar().run(x.address(), scalar.address(), n);
            twin.vector().run(x.address(), vector.address(), n);
            if (test) {
                assertArrayEquals(
                        scalar.toArray(ValueLayout.JAVA_BYTE),
                        vector.toArray(ValueLayout.JAVA_BYTE));
            } else {
                assertArrayEquals(
                        scalar.toArray(ValueLayout.JAVA_FLOAT),
                        vector.toArray(ValueLayout.JAVA_FLOAT));
            }
        }
    }
}
