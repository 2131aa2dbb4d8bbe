package org.ranvier.cuda;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.ranvier.DType;
import org.ranvier.Ranvier;
import org.ranvier.Scope;
import org.ranvier.Session;
import org.ranvier.Tensor;
import org.ranvier.op.Conv;
import org.ranvier.op.ConvGeometry;
import org.ranvier.op.Op;
import org.ranvier.op.Softmax;
import org.ranvier.op.Window;

/** The same bits every time, on the emulator also if threads and blocks run in another order. */
@WithCuda
class DeterminismTest {
    private static final int REPEATS = 100;

    private record Case(String name, Function<Session, Tensor> body) {}

    private static final List<Case> CASES =
            List.of(
                    new Case("softmax", s -> softmax(s.randn(9, 333), 1)),
                    new Case("softmax across", s -> softmax(s.randn(33, 7), 0)),
                    new Case("sum of rows", s -> s.randn(5, 4097).sum(1)),
                    new Case("sum of columns", s -> s.randn(1111, 5).sum(0)),
                    new Case("sum of all", s -> s.randn(70_000).sum()),
                    new Case("product", s -> s.randn(33, 65).matmul(s.randn(65, 17))),
                    new Case("scatter", DeterminismTest::scatter),
                    new Case("convolution backward", DeterminismTest::convolution));

    private static Tensor softmax(Tensor x, int axis) {
        return x.session().apply(new Softmax(axis, false), List.of(x)).get(0);
    }

    private static Tensor scatter(Session s) {
        Tensor indices = s.randn(300).mul(3).abs().to(DType.I32).minimum(6);
        return s.zeros(7, 5).scatterAdd(indices.unsqueeze(1).expand(300, 5), s.randn(300, 5), 0);
    }

    private static Tensor convolution(Session s) {
        Tensor x = s.randn(2, 3, 8, 8);
        Tensor w = s.randn(4, 3, 3, 3);
        Op conv = new Conv(new ConvGeometry(List.of(Window.of(3, 2, 1), Window.of(3, 2, 1)), 1));
        var r =
                s.valueAndGradients(
                        List.of(x, w), () -> s.apply(conv, List.of(x, w)).get(0).square().sum());
        return r.of(x).flatten(0, -1).sum().add(r.of(w).flatten(0, -1));
    }

    @TestFactory
    Stream<DynamicTest> sameBits() {
        return CASES.stream().map(c -> DynamicTest.dynamicTest(c.name(), () -> check(c)));
    }

    private static void check(Case c) {
        try (Session session = Ranvier.open("cuda:0")) {
            float[] first = run(session, c);
            for (int i = 1; i < REPEATS; i++) {
                assertArrayEquals(first, run(session, c), "repeat " + i);
            }
            Emulator.set("ORDER", "reverse");
            assertArrayEquals(first, run(session, c), "in reverse order");
        } finally {
            Emulator.unset("ORDER");
        }
    }

    private static float[] run(Session session, Case c) {
        session.random().position(0);
        try (Scope _ = session.scope()) {
            return c.body().apply(session).toFloatArray();
        }
    }
}
