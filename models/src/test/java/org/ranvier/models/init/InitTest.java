package org.ranvier.models.init;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.ranvier.DType;
import org.ranvier.Ranvier;
import org.ranvier.Session;
import org.ranvier.Shape;
import org.ranvier.Tensor;
import org.ranvier.TensorSpec;
import org.ranvier.models.Layer;
import org.ranvier.models.Layers;
import org.ranvier.models.Model;
import org.ranvier.models.OnEveryBackend;
import org.ranvier.models.layers.Conv2d;
import org.ranvier.models.layers.ConvTranspose2d;
import org.ranvier.models.layers.Dense;
import org.ranvier.random.RandomStream;
import org.ranvier.testkit.ReferenceBackend;

class InitTest {
    private static Tensor make(Session s, Init init, Fans fans, long... sizes) {
        TensorSpec spec = new TensorSpec(DType.F64, Shape.of(sizes));
        return init.create(s, new RandomStream(5), spec, fans);
    }

    private static double deviation(Tensor x) {
        return x.std(0).item();
    }

    private static double largest(Tensor x) {
        return x.abs().max().item();
    }

    @OnEveryBackend
    void deviations(Session s) {
        Fans fans = new Fans(50, 150);
        assertEquals(1 / Math.sqrt(50), deviation(make(s, Init.fanIn(), fans, 20000)), 2e-3);
        assertEquals(0.1, deviation(make(s, Init.xavierNormal(), fans, 20000)), 2e-3);
        assertEquals(0.2, deviation(make(s, Init.kaimingNormal(), fans, 20000)), 4e-3);
        assertEquals(3, deviation(make(s, Init.normal(7, 3), fans, 20000)), 0.06);
        assertEquals(7, make(s, Init.normal(7, 3), fans, 20000).mean().item(), 0.06);
    }

    @OnEveryBackend
    void aUniformBoundIsRootThreeDeviations(Session s) {
        Fans fans = new Fans(50, 150);
        Tensor xavier = make(s, Init.xavierUniform(), fans, 20000);
        assertEquals(0.1, deviation(xavier), 2e-3);
        assertEquals(Math.sqrt(3) * 0.1, largest(xavier), 1e-3);
        Tensor kaiming = make(s, Init.kaimingUniform(), fans, 20000);
        assertEquals(0.2, deviation(kaiming), 4e-3);
        assertTrue(largest(kaiming) <= Math.sqrt(6.0 / 50));
    }

    @OnEveryBackend
    void aTruncatedNormalHasTheDeviationAskedFor(Session s) {
        Tensor x = make(s, Init.truncatedNormal(0.3), new Fans(1, 1), 20000);
        assertEquals(0.3, deviation(x), 5e-3);
        assertTrue(largest(x) <= 2 * 0.3 / Init.TRUNCATED_DEVIATION);
        assertTrue(largest(x) > 1.95 * 0.3 / Init.TRUNCATED_DEVIATION);
        Tensor he = make(s, Init.kaimingTruncated(), new Fans(50, 1), 20000);
        assertEquals(0.2, deviation(he), 4e-3);
    }

    @OnEveryBackend
    void orthogonal(Session s) {
        Tensor tall = make(s, Init.orthogonal(2), new Fans(1, 1), 12, 5);
        double[] eye = s.eye(DType.F64, 5).mul(4).toDoubleArray();
        assertArrayEquals(eye, tall.transpose().matmul(tall).toDoubleArray(), 1e-12);
        Tensor wide = make(s, Init.orthogonal(2), new Fans(1, 1), 5, 3, 2, 2).reshape(5, 12);
        assertArrayEquals(eye, wide.matmul(wide.transpose()).toDoubleArray(), 1e-12);
    }

    @Test
    void fansCountConnections() {
        assertEquals(new Fans(784, 512), Fans.of(Shape.of(512, 784)));
        assertEquals(new Fans(27, 144), Fans.of(Shape.of(16, 3, 3, 3)));
        assertEquals(new Fans(27, 144), Fans.ofConvolution(3, 16, 9, 1, 1));
        assertEquals(new Fans(9, 18), Fans.ofConvolution(4, 8, 9, 1, 4));
        assertEquals(new Fans(27, 36), Fans.ofConvolution(3, 16, 9, 4, 1));
        assertThrows(IllegalArgumentException.class, () -> new Fans(0, 1));
    }

    /** Weights of deviation 1/√fan-in keep the variance of inputs of deviation 1. */
    @OnEveryBackend
    void fansKeepTheVarianceOfEveryLinearLayer(Session s) {
        Init init = Init.fanIn();
        check(s, Dense.of(64, 200).withInit(init), 64, 64);
        check(s, Conv2d.of(8, 32, 3).withStride(2).withInit(init), 4, 8, 17, 17);
        check(s, Conv2d.of(8, 32, 3).withGroups(4).withInit(init), 4, 8, 12, 12);
        check(
                s,
                ConvTranspose2d.of(16, 32, 4).withStride(2).withPadding(3).withInit(init),
                4,
                16,
                9,
                9);
        check(
                s,
                ConvTranspose2d.of(16, 32, 4)
                        .withStride(2)
                        .withPadding(3)
                        .withGroups(4)
                        .withInit(init),
                4,
                16,
                9,
                9);
    }

    private static void check(Session s, Layer layer, long... input) {
        Tensor x = Layers.normal(s, 9, input);
        Tensor y = Layers.run(layer, x);
        assertEquals(1, y.square().mean().item(), 0.15, layer.toString());
    }

    @OnEveryBackend
    void initialisersServeSessionsToo(Session s) {
        Tensor w = s.parameter("w", Init.fanIn(784, 512));
        assertEquals(new TensorSpec(DType.F32, Shape.of(784, 512)), w.spec());
        assertEquals(1 / Math.sqrt(784), deviation(w), 1e-3);
        assertTrue(w == s.parameter("w", Init.fanIn(784, 512)));
        assertEquals(0, s.parameter("b", Init.zeros().shaped(3)).sum().item());
    }

    @Test
    void weightsAreTheSameOnEveryDevice() {
        try (Session cpu = Ranvier.open("cpu");
                Session reference = ReferenceBackend.open()) {
            for (Init init :
                    new Init[] {
                        Init.kaimingUniform(), Init.kaimingNormal(), Init.truncatedNormal(1)
                    }) {
                Layer dense = Dense.of(30, 20).withInit(init);
                float[] a =
                        Model.build(cpu, dense, 3, Shape.of(1, 30))
                                .parameters()
                                .get("weight")
                                .toFloatArray();
                float[] b =
                        Model.build(reference, dense, 3, Shape.of(1, 30))
                                .parameters()
                                .get("weight")
                                .toFloatArray();
                assertArrayEquals(a, b);
            }
        }
    }
}
