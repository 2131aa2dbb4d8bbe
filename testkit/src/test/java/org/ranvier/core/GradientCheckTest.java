package org.ranvier.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.ranvier.Session;
import org.ranvier.Tensor;
import org.ranvier.autodiff.GradientCheck;
import org.ranvier.op.CustomOp;
import org.ranvier.testkit.ReferenceBackend;

class GradientCheckTest {
    private final Session session = ReferenceBackend.open();

    @AfterEach
    void close() {
        session.close();
    }

    private Tensor vector(double... elements) {
        return session.tensor(elements);
    }

    @Test
    void rightGradientsPass() {
        Tensor a = vector(0.3, -1.2, 2.5, 0.7).reshape(2, 2);
        Tensor b = vector(1.5, 0.2);
        GradientCheck.Report report =
                GradientCheck.check(in -> in.get(0).matmul(in.get(1)).tanh(), List.of(a, b));
        report.assertPassed();
        assertEquals(6, report.checked());
        GradientCheck.checkSecondOrder(in -> in.get(0).matmul(in.get(1)).tanh(), List.of(a, b))
                .assertPassed();
    }

    /** Twice the argument, with the gradient of three times. */
    private static Tensor wrong(Tensor x) {
        CustomOp op =
                CustomOp.of("wrong", in -> in)
                        .withHost((in, out) -> out.get(0).memory().copyFrom(in.get(0).memory()))
                        .withGradient(b -> List.of(b.gradient(0).mul(3)));
        return x.session().apply(op, List.of(x)).get(0);
    }

    @Test
    void aWrongGradientIsFoundAndNamed() {
        Tensor x = vector(1, 2);
        GradientCheck.Report report =
                GradientCheck.check(
                        in -> wrong(in.get(1)).add(in.get(0)).sum(), List.of(x, x.copy()));
        assertFalse(report.passed());
        assertEquals(1, report.input());
        assertEquals(3, report.analytic());
        assertEquals(1, report.numeric(), 1e-9);
        AssertionError error = assertThrows(AssertionError.class, report::assertPassed);
        assertTrue(error.getMessage().startsWith("gradient check failed: of 4 elements"));
    }

    @Test
    void notANumberFails() {
        assertFalse(GradientCheck.check(in -> in.get(0).log(), List.of(vector(-1))).passed());
    }

    @Test
    void floatsAreRefused() {
        Tensor x = session.tensor(new float[] {1});
        Throwable error =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> GradientCheck.check(in -> in.get(0), List.of(x)));
        assertEquals(
                "gradient check: got F32[1]; differences need the digits of F64, convert with"
                        + " to(DType.F64)",
                error.getMessage());
    }
}
