package org.ranvier.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.ranvier.DType;
import org.ranvier.Session;
import org.ranvier.SessionOptions;
import org.ranvier.Shape;
import org.ranvier.Tape;
import org.ranvier.Tensor;
import org.ranvier.op.CustomOp;
import org.ranvier.op.HostArray;

/** A user's own operation, written for every kind of device. */
interface CustomOpContract extends Contract {
    /** What is computed, in the C that CUDA and OpenCL share. */
    String BODY = "if (i < n) { total[i] = x[i] + 2 * y[i]; product[i] = x[i] * y[i]; }";

    /** {@code x + 2y} and {@code x·y} of two F32 tensors. */
    private static CustomOp sumAndProduct() {
        return CustomOp.of("sum_and_product", in -> List.of(in.get(0), in.get(0)))
                .withHost(CustomOpContract::run)
                .withCuda(
                        new CustomOp.KernelText(
                                "sum_and_product",
                                "extern \"C\" __global__ void sum_and_product("
                                        + "const float* x, const float* y,"
                                        + " float* total, float* product, long long n) {"
                                        + " long long i ="
                                        + " blockIdx.x * (long long) blockDim.x + threadIdx.x; "
                                        + BODY
                                        + " }"))
                .withOpenCl(
                        new CustomOp.KernelText(
                                "sum_and_product",
                                "__kernel void sum_and_product("
                                        + "__global const float* x, __global const float* y,"
                                        + " __global float* total, __global float* product, long n)"
                                        + " { long i = get_global_id(0); "
                                        + BODY
                                        + " }"));
    }

    private static void run(List<HostArray> in, List<HostArray> out) {
        MemorySegment x = in.get(0).memory();
        MemorySegment y = in.get(1).memory();
        for (long i = 0; i < in.get(0).spec().shape().elements(); i++) {
            float a = x.getAtIndex(ValueLayout.JAVA_FLOAT, i);
            float b = y.getAtIndex(ValueLayout.JAVA_FLOAT, i);
            out.get(0).memory().setAtIndex(ValueLayout.JAVA_FLOAT, i, a + 2 * b);
            out.get(1).memory().setAtIndex(ValueLayout.JAVA_FLOAT, i, a * b);
        }
    }

    @Test
    default void aCustomOperationRunsOnAnySizeAndLayout() {
        for (long size : new long[] {1, 7, 64, 257, 4097}) {
            Value x = Value.noise(DType.F32, Shape.of(size), 1);
            Value y = Value.noise(DType.F32, Shape.of(size), 2);
            check(sumAndProduct(), Tolerance.ulps(1), x, y);
        }
        for (Arrangement layout : Arrangement.values()) {
            Value x = Value.noise(DType.F32, CUBE, 1).laid(layout);
            Value y = Value.noise(DType.F32, CUBE, 2).laid(Arrangement.SHIFTED);
            check(sumAndProduct(), Tolerance.ulps(1), x, y);
        }
    }

    @Test
    default void aCustomOperationHasTheGradientItStates() {
        CustomOp op =
                sumAndProduct()
                        .withGradient(b -> {
                            Tensor total = b.gradient(0);
                            Tensor product = b.gradient(1);
                            return List.of(
                                    total.add(product.mul(b.in(1))),
                                    total.mul(2).add(product.mul(b.in(0))));
                        });
        Tensor x = device().tensor(new float[] {1, 2, 3});
        Tensor y = device().tensor(new float[] {4, 5, 6});
        List<Tensor> in = List.of(x, y);
        try (Tape tape = device().tape(in)) {
            List<Tensor> out = device().apply(op, in);
            List<Tensor> g = tape.gradients(out.get(0).add(out.get(1)).sum(), in);
            assertArrayEquals(new float[] {5, 6, 7}, g.get(0).toFloatArray());
            assertArrayEquals(new float[] {3, 4, 5}, g.get(1).toFloatArray());
            tape.operations().forEach(Coverage::gradient);
        }
    }

    @Test
    default void aCustomOperationWithoutGradientSaysSoWhenItIsDifferentiated() {
        Tensor x = device().ones(3);
        Throwable e =
                assertThrows(
                        IllegalStateException.class,
                        () -> slope(z -> device().apply(sumAndProduct(), List.of(z, z)).get(1), x));
        assertTrue(String.valueOf(e.getMessage()).contains("sum_and_product"));
    }

    /** On a session of its own: a device may take a failed operation badly. */
    @Test
    default void aCustomOperationWithoutAnImplementationForTheDeviceThrowsAndNamesItself() {
        try (Session s = another(SessionOptions.defaults())) {
            Tensor x = s.ones(3);
            CustomOp none = CustomOp.of("nowhere_implemented", in -> in);
            Throwable e = assertThrows(RuntimeException.class, () -> s.apply(none, List.of(x)));
            assertTrue(String.valueOf(e.getMessage()).contains("nowhere_implemented"));
        }
    }
}
