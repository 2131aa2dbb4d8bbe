package org.ranvier.cpu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.ArrayList;
import java.util.List;
import org.ranvier.DType;
import org.ranvier.Shape;
import org.ranvier.cpu.parallel.Workers;
import org.ranvier.cpu.twin.Vectors;
import org.ranvier.op.Fused;
import org.ranvier.spi.Operand;

/** Scalar code, vectors, and any number of threads give the same bits. */
public final class TwinBits {
    /** Runs operations of one family. */
    @FunctionalInterface
    public interface Execution {
        void run(Workers workers, Fused op, List<Operand> in, List<Operand> out);
    }

    private TwinBits() {}

    /** Runs an operation in every way, into memory that was full of NaN, and compares. */
    public static void check(Execution execution, Fused op, Operand... in) {
        Vectors.Mode before = Vectors.mode();
        try (Workers one = new Workers(1);
                Workers three = new Workers(3)) {
            Vectors.use(Vectors.Mode.OFF);
            List<double[]> scalar = run(execution, one, op, in);
            same(op + ", threads", scalar, run(execution, three, op, in));
            if (Vectors.available()) {
                Vectors.use(Vectors.Mode.ON);
                same(op + ", vectors", scalar, run(execution, one, op, in));
                same(op + ", vectors and threads", scalar, run(execution, three, op, in));
            }
        } finally {
            Vectors.use(before);
        }
    }

    private static void same(String what, List<double[]> expected, List<double[]> actual) {
        for (int i = 0; i < expected.size(); i++) {
            assertArrayEquals(expected.get(i), actual.get(i), 0, what + ", output " + i);
        }
    }

    private static List<double[]> run(
            Execution execution, Workers workers, Fused op, Operand... in) {
        List<Operand> out = new ArrayList<>();
        op.outputs(List.of(in).stream().map(Operand::spec).toList())
                .forEach(o -> out.add(TestOperand.filled(o.dtype(), o.shape(), Double.NaN)));
        execution.run(workers, op, List.of(in), out);
        return out.stream().map(TestOperand::values).toList();
    }

    /** I32 from 0 to a bound. */
    public static Operand indices(Shape shape, int bound) {
        Operand operand = TestOperand.filled(DType.I32, shape, 0);
        Cells cells = Cells.of(operand);
        for (long i = 0; i < cells.count(); i++) {
            cells.set(i, i * 7 % bound);
        }
        return operand;
    }

    /** BOOL, two of three true. */
    public static Operand truths(Shape shape) {
        Operand operand = TestOperand.filled(DType.BOOL, shape, 0);
        Cells cells = Cells.of(operand);
        for (long i = 0; i < cells.count(); i++) {
            cells.set(i, i * 7 % 3);
        }
        return operand;
    }
}
