package org.ranvier.opencl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.ranvier.DType;
import org.ranvier.Session;
import org.ranvier.Shape;
import org.ranvier.Tape;
import org.ranvier.Tensor;
import org.ranvier.TensorSpec;
import org.ranvier.op.CustomOp;
import org.ranvier.op.CustomOp.KernelText;

/** A user's operation in OpenCL, from its text to its gradient. */
class CustomOpTest {
    private static final String SWISH =
            """
            kernel void swish(global const float* x, global const float* beta, global float* y,
                              long n) {
                long i = get_global_id(0);
                if (i < n) {
                    y[i] = x[i] / (1 + exp(-beta[0] * x[i]));
                }
            }
            """;

    private Session session;

    @BeforeEach
    void open() {
        session = OpenClTests.open();
    }

    @AfterEach
    void close() {
        if (session != null) {
            session.close();
        }
    }

    private static CustomOp swish(String text) {
        return CustomOp.of("swish", in -> List.of(in.get(0)))
                .withOpenCl(new KernelText("swish", text))
                .withGradient(b -> {
                    Tensor x = b.in(0);
                    Tensor s = x.mul(b.in(1)).sigmoid();
                    Tensor slope = s.add(x.mul(b.in(1)).mul(s).mul(s.neg().add(1)));
                    return java.util.Arrays.asList(b.gradient(0).mul(slope), null);
                });
    }

    private Tensor apply(CustomOp op, Tensor... in) {
        return session.apply(op, List.of(in)).get(0);
    }

    @Test
    void runsOnContiguousInputsAndOnViews() {
        Tensor x = session.tensor(new float[] {-1f, 0f, 1f, 2f}, 2, 2);
        Tensor beta = session.tensor(new float[] {9f, 2f}, 2).slice(0, 1, 2);
        float[] expected = x.mul(x.mul(2).sigmoid()).toFloatArray();
        assertArrayEquals(expected, apply(swish(SWISH), x, beta).toFloatArray(), 1e-6f);
        float[] transposed = x.mul(x.mul(2).sigmoid()).transpose().toFloatArray();
        Tensor y = apply(swish(SWISH), x.transpose(), beta);
        assertArrayEquals(transposed, y.toFloatArray(), 1e-6f);
    }

    @Test
    void hasTheGradientItStates() {
        Tensor x = session.tensor(new float[] {0.5f, -0.25f}, 2);
        Tensor beta = session.tensor(new float[] {1f}, 1);
        try (Tape tape = session.tape(x)) {
            Tensor y = apply(swish(SWISH), x, beta).sum();
            Tensor gradient = tape.gradients(y, List.of(x)).get(0);
            Tensor reference = silu(x);
            assertArrayEquals(reference.toFloatArray(), gradient.toFloatArray(), 1e-6f);
        }
    }

    private Tensor silu(Tensor x) {
        Tensor twin = x.copy();
        try (Tape tape = session.tape(twin)) {
            return tape.gradients(twin.mul(twin.sigmoid()).sum(), List.of(twin)).get(0);
        }
    }

    @Test
    void anEmptyOutputIsLeftAlone() {
        Tensor none = session.zeros(0, 3);
        assertEquals(
                Shape.of(0, 3),
                apply(swish(SWISH), none, session.tensor(new float[] {1f}, 1)).shape());
    }

    @Test
    void aSyntaxErrorIsShownWithKernelOptionsAndLog() {
        CustomOp broken = swish(SWISH.replace("exp(", "expp("));
        Tensor x = session.tensor(new float[] {1f}, 1);
        var e = assertThrows(OpenClException.class, () -> apply(broken, x, x));
        assertTrue(e.getMessage().contains("swish"), e.getMessage());
        assertTrue(e.getMessage().contains("-cl-std=CL1.2"), e.getMessage());
        assertTrue(e.getMessage().contains("expp"), e.getMessage());
    }

    @Test
    void aWrongFunctionNameIsSaid() {
        CustomOp other =
                CustomOp.of("swish", in -> List.of(in.get(0)))
                        .withOpenCl(new KernelText("swosh", SWISH));
        Tensor x = session.tensor(new float[] {1f}, 1);
        var e = assertThrows(OpenClException.class, () -> apply(other, x, x));
        assertTrue(e.getMessage().contains("kernel swosh"), e.getMessage());
    }

    @Test
    void tooFewParametersAreSaid() {
        CustomOp other =
                CustomOp.of("two", in -> List.of(in.get(0)))
                        .withOpenCl(new KernelText("two", "kernel void two(global float* x) {}"));
        Tensor x = session.tensor(new float[] {1f}, 1);
        var e = assertThrows(OpenClException.class, () -> apply(other, x));
        assertTrue(e.getMessage().contains("argument 1 of kernel two"), e.getMessage());
    }

    @Test
    void withoutOpenClTextItSaysSo() {
        CustomOp host = CustomOp.of("host", in -> List.of(new TensorSpec(DType.F32, Shape.SCALAR)));
        var e = assertThrows(UnsupportedOperationException.class, () -> apply(host));
        assertTrue(e.getMessage().contains("withOpenCl"), e.getMessage());
    }
}
