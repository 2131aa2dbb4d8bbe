package org.ranvier.cpu.neuron;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.ranvier.DType;
import org.ranvier.Shape;
import org.ranvier.cpu.TestOperand;
import org.ranvier.cpu.TwinBits;
import org.ranvier.op.Fused;
import org.ranvier.op.HodgkinHuxleyStep;
import org.ranvier.op.HodgkinHuxleyStep.Membrane;
import org.ranvier.op.LifCell;
import org.ranvier.op.LifEventStep;
import org.ranvier.op.LifNetworkSteps;
import org.ranvier.op.LifSteps;
import org.ranvier.op.LifStepsGradient;
import org.ranvier.op.Spike;
import org.ranvier.op.Surrogate;
import org.ranvier.spi.Operand;

/** Populations that straddle vectors, blocks of neurons and pieces of work. */
class NeuronKernelsTest {
    private final Random random = new Random(4);

    @ParameterizedTest
    @EnumSource(names = {"F32", "F64"})
    void leakyNeuronsHaveTheSameBitsInEveryWay(DType type) {
        for (Surrogate.Kind kind : Surrogate.Kind.values()) {
            for (LifCell.Reset reset : LifCell.Reset.values()) {
                Surrogate surrogate = new Surrogate(kind, 1.5);
                boolean detached = kind.ordinal() % 2 == 0;
                LifCell cell = new LifCell(0.75, 0.9, 0.1, reset, 2, surrogate, detached);
                Operand[] in = {random(type, 5, 2051), random(type, 2051), random(type, 2051)};
                check(new LifSteps(cell), in);
                check(
                        new LifStepsGradient(cell),
                        TestOperand.filled(type, Shape.of(5, 2051), kind.ordinal() % 2),
                        random(type, 5, 2051),
                        random(type, 2051),
                        random(type, 5, 2051),
                        random(type, 5, 2051),
                        random(type, 2051));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"F32", "F64"})
    void neuronsWithExponentialsHaveTheSameBitsInEveryWay(DType type) {
        Surrogate surrogate = new Surrogate(Surrogate.Kind.TRIANGLE, 1);
        for (long n : new long[] {3, 16, 1500, 4099}) {
            Operand x = random(type, n);
            check(new Spike(surrogate), x);
            check(new LifEventStep(1, 2, 2, 0, surrogate), x, random(type, n), random(type, n));
            for (HodgkinHuxleyStep.Method method : HodgkinHuxleyStep.Method.values()) {
                Operand v = TestOperand.filled(type, Shape.of(n), n % 2 == 0 ? -55 : -61.5);
                Operand m = random(type, n);
                Operand h = random(type, n);
                Operand k = random(type, n);
                check(new HodgkinHuxleyStep(Membrane.SQUID, method, 0.02), x, v, m, h, k);
                var miles = new HodgkinHuxleyStep(Membrane.TRAUB_MILES, method, 0.02);
                check(miles, x, v, m, h, k);
                check(miles, x, v, m, h, k, random(type, n));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"F32", "F64"})
    void networksHaveTheSameBitsInEveryWay(DType type) {
        var cell = new LifNetworkSteps.Cell(0.75, 0.9, -0.1, 0.4, -0.3, 2);
        var now = new LifNetworkSteps.Receptor(0.5, 0.3, 0);
        var later = new LifNetworkSteps.Receptor(0.9, -0.2, 1000);
        for (int n : new int[] {1003, 4099}) {
            Shape table = Shape.of(n - 1000, 3);
            check(
                    new LifNetworkSteps(5, cell, List.of(now, later)),
                    random(type, 5, n),
                    random(type, n),
                    TestOperand.filled(type, Shape.of(n), 1),
                    random(type, 1, n),
                    TwinBits.indices(Shape.of(n, 2), n + 1),
                    random(type, n, 2),
                    random(type, 4, n),
                    TwinBits.indices(table, 4 * n + 1),
                    random(type, table.toArray()));
        }
    }

    private Operand random(DType type, long... sizes) {
        return TestOperand.random(random, type, Shape.of(sizes));
    }

    private static void check(Fused op, Operand... in) {
        TwinBits.check(NeuronKernels::execute, op, in);
    }
}
