package org.ranvier.cpu.recurrent;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.ranvier.DType;
import org.ranvier.Shape;
import org.ranvier.TensorSpec;
import org.ranvier.cpu.TestOperand;
import org.ranvier.cpu.parallel.Workers;
import org.ranvier.cpu.twin.Vectors;
import org.ranvier.op.Fused;
import org.ranvier.op.GruCell;
import org.ranvier.op.GruCellGradient;
import org.ranvier.op.LstmCell;
import org.ranvier.op.LstmCellGradient;
import org.ranvier.spi.Operand;

/** Vectors, scalar twins and any number of threads give the same bits. */
class RecurrentKernelsTest {
    /** A step, how many gates it has and how many states it is given. */
    record Case(Fused op, int gates, int states) {}

    static Stream<Case> cases() {
        return Stream.of(
                new Case(new LstmCell(), 4, 1),
                new Case(new LstmCellGradient(), 4, 3),
                new Case(new GruCell(), 3, 1),
                new Case(new GruCellGradient(), 3, 2));
    }

    @AfterEach
    void automatic() {
        Vectors.use(Vectors.Mode.AUTO);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void allFormsGiveTheSameBits(Case c) {
        Random random = new Random(1);
        Shape state = Shape.of(300, 41);
        List<Operand> in = new ArrayList<>();
        for (int i = 0; i < 2 + c.states(); i++) {
            long width = (i < 2 ? c.gates() : 1) * state.size(-1);
            in.add(TestOperand.random(random, DType.F32, state.with(-1, width)));
        }
        List<double[]> scalar = run(c.op(), in, Vectors.Mode.OFF, 1);
        List<double[]> vectors = run(c.op(), in, Vectors.Mode.ON, 3);
        for (int i = 0; i < scalar.size(); i++) {
            assertArrayEquals(scalar.get(i), vectors.get(i), "output " + i);
        }
    }

    private static List<double[]> run(Fused op, List<Operand> in, Vectors.Mode mode, int threads) {
        Vectors.use(mode);
        List<TensorSpec> specs = op.outputs(in.stream().map(Operand::spec).toList());
        List<Operand> out =
                specs.stream()
                        .map(spec -> TestOperand.filled(spec.dtype(), spec.shape(), Double.NaN))
                        .toList();
        try (Workers workers = new Workers(threads)) {
            RecurrentKernels.execute(workers, op, in, out);
        }
        return out.stream().map(TestOperand::values).toList();
    }
}
