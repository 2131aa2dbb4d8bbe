package org.ranvier.cuda;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.ranvier.DType;
import org.ranvier.Ranvier;
import org.ranvier.Session;
import org.ranvier.Shape;
import org.ranvier.Tape;
import org.ranvier.Tensor;
import org.ranvier.TensorSpec;
import org.ranvier.op.CustomOp;
import org.ranvier.op.CustomOp.KernelText;

/** A user's operation in CUDA, from its text to its gradient. */
@WithCuda
class CustomOpTest {
    private static final String SWISH =
            """
            extern "C" __global__ void swish(const float* x, const float* beta, float* y,
                                             long long n) {
                long long i = blockIdx.x * (long long) blockDim.x + threadIdx.x;
                if (i < n) {
                    y[i] = x[i] / (1 + expf(-beta[0] * x[i]));
                }
            }
            """;

    private Session session;

    @BeforeEach
    void open() {
        session = Ranvier.open("cuda:0");
    }

    @AfterEach
    void close() {
        session.close();
    }

    private static CustomOp swish(String text) {
        return CustomOp.of("swish", in -> List.of(in.get(0)))
                .withCuda(new KernelText("swish", text))
                .withGradient(b -> {
                    Tensor x = b.in(0);
                    Tensor s = x.mul(b.in(1)).sigmoid();
                    Tensor slope = s.add(x.mul(b.in(1)).mul(s).mul(s.neg().add(1)));
                    return Arrays.asList(b.gradient(0).mul(slope), null);
                });
    }

    private Tensor apply(CustomOp op, Tensor... in) {
        return session.apply(op, List.of(in)).get(0);
    }

    @Test
    void runsOnContiguousInputsAndOnViews() {
        Tensor x = session.tensor(new float[] {-1f, 0f, 1f, 2f}, 2, 2);
        Tensor beta = session.tensor(new float[] {9f, 2f}, 2).slice(0, 1, 2);
        Tensor expected = x.mul(x.mul(2).sigmoid());
        assertArrayEquals(
                expected.toFloatArray(), apply(swish(SWISH), x, beta).toFloatArray(), 1e-6f);
        assertArrayEquals(
                expected.transpose().toFloatArray(),
                apply(swish(SWISH), x.transpose(), beta).toFloatArray(),
                1e-6f);
    }

    @Test
    void hasTheGradientItStates() {
        Tensor x = session.tensor(new float[] {0.5f, -0.25f}, 2);
        Tensor beta = session.ones(1);
        try (Tape tape = session.tape(x)) {
            Tensor ours = tape.gradients(apply(swish(SWISH), x, beta).sum(), List.of(x)).get(0);
            Tensor silu = tape.gradients(x.mul(x.sigmoid()).sum(), List.of(x)).get(0);
            assertArrayEquals(silu.toFloatArray(), ours.toFloatArray(), 1e-6f);
        }
    }

    @Test
    void anEmptyOutputIsLeftAlone() {
        Tensor none = session.zeros(0, 3);
        assertEquals(Shape.of(0, 3), apply(swish(SWISH), none, session.ones(1)).shape());
    }

    @Test
    void aSyntaxErrorIsShownWithKernelOptionsAndLog() {
        CustomOp broken = swish(SWISH.replace("expf(", "exxpf("));
        Tensor x = session.ones(1);
        var e = assertThrows(CudaException.class, () -> apply(broken, x, x));
        assertTrue(e.getMessage().contains("swish does not compile"), e.getMessage());
        assertTrue(e.getMessage().contains("--gpu-architecture"), e.getMessage());
        assertTrue(e.getMessage().contains("exxpf"), e.getMessage());
    }

    @Test
    void aWrongFunctionNameIsSaid() {
        CustomOp other =
                CustomOp.of("swish", in -> List.of(in.get(0)))
                        .withCuda(new KernelText("swosh", SWISH));
        Tensor x = session.ones(1);
        var e = assertThrows(CudaException.class, () -> apply(other, x, x));
        assertTrue(e.getMessage().contains("swosh"), e.getMessage());
    }

    @Test
    void withoutCudaTextItSaysSo() {
        CustomOp host = CustomOp.of("host", in -> List.of(new TensorSpec(DType.F32, Shape.SCALAR)));
        var e = assertThrows(UnsupportedOperationException.class, () -> apply(host));
        assertTrue(e.getMessage().contains("withCuda"), e.getMessage());
    }
}
