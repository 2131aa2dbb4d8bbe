package org.ranvier.models.layers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.ranvier.models.Layers.assertValues;
import static org.ranvier.models.Layers.checkGradients;
import static org.ranvier.models.Layers.counting;
import static org.ranvier.models.Layers.normal;
import static org.ranvier.models.Layers.run;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.ranvier.DType;
import org.ranvier.Session;
import org.ranvier.Shape;
import org.ranvier.Tensor;
import org.ranvier.models.Layer;
import org.ranvier.models.Layers;
import org.ranvier.models.Model;
import org.ranvier.models.OnEveryBackend;
import org.ranvier.models.Sequential;
import org.ranvier.models.init.Init;

class ConvolutionTest {
    private static Shape output(Session s, Layer layer, long... input) {
        return run(layer, s.zeros(input)).shape();
    }

    @OnEveryBackend
    void outputSizes(Session s) {
        for (long n : new long[] {7, 8, 20}) {
            for (long f : new long[] {1, 3, 5}) {
                for (long stride : new long[] {1, 2, 3}) {
                    for (long padding : new long[] {0, 2}) {
                        for (long dilation : new long[] {1, 2}) {
                            long room = n + 2 * padding - dilation * (f - 1) - 1;
                            if (room >= 0) {
                                Layer layer =
                                        Conv1d.of(1, 1, f)
                                                .withStride(stride)
                                                .withPadding(padding)
                                                .withDilation(dilation);
                                long expected = room / stride + 1;
                                assertEquals(expected, output(s, layer, 1, 1, n).size(2));
                            }
                        }
                    }
                }
            }
        }
        assertEquals(Shape.of(2, 5, 18, 16), output(s, Conv2d.of(3, 5, 3, 5), 2, 3, 20, 20));
        assertEquals(Shape.of(2, 4, 3, 4, 5), output(s, Conv3d.of(1, 4, 1), 2, 1, 3, 4, 5));
    }

    @OnEveryBackend
    void crossCorrelationAndTrueConvolution(Session s) {
        Tensor x = s.tensor(new float[] {1, 2, 4, 8, 16}, 1, 1, 5);
        Model correlation = Model.build(s, Conv1d.of(1, 1, 3), 1, x.shape());
        Layers.set(correlation, "weight", 1, 10, 100);
        assertValues(0, correlation.predict(x), 421, 842, 1684);
        Model convolution = Model.build(s, Conv1d.of(1, 1, 3).withFlippedKernel(), 1, x.shape());
        Layers.set(convolution, "weight", 1, 10, 100);
        assertValues(0, convolution.predict(x), 124, 248, 496);
    }

    @OnEveryBackend
    void aKernelOfOneMixesChannels(Session s) {
        Tensor x = normal(s, 1, 2, 3, 4, 4);
        Model conv = Model.build(s, Conv2d.of(3, 2, 1), 1, x.shape(), x.dtype());
        Tensor w = conv.parameters().get("weight").reshape(2, 3);
        Tensor expected =
                w.matmul(x.permute(1, 0, 2, 3).reshape(3, -1))
                        .reshape(2, 2, 4, 4)
                        .permute(1, 0, 2, 3);
        assertArrayEquals(expected.toDoubleArray(), conv.predict(x).toDoubleArray(), 1e-14);
    }

    @OnEveryBackend
    void shiftedInputGivesShiftedOutput(Session s) {
        Tensor image = normal(s, 1, 1, 2, 6, 6);
        Tensor here = image.pad(2, 2, 3, 0).pad(3, 2, 3, 0);
        Tensor there = image.pad(2, 3, 2, 0).pad(3, 3, 2, 0);
        Model conv = Model.build(s, Conv2d.of(2, 3, 3), 1, here.shape(), here.dtype());
        Tensor expected = conv.predict(here).roll(2, 1).roll(3, 1);
        assertArrayEquals(
                expected.slice(2, 1, 9).slice(3, 1, 9).toDoubleArray(),
                conv.predict(there).slice(2, 1, 9).slice(3, 1, 9).toDoubleArray(),
                1e-14);
    }

    @OnEveryBackend
    void samePaddingPutsTheOddZeroAtTheEnd(Session s) {
        Tensor x = s.tensor(new float[] {1, 2, 3, 4}, 1, 1, 4);
        Model even =
                Model.build(s, Conv1d.of(1, 1, 2).withSamePadding().withoutBias(), 1, x.shape());
        Layers.set(even, "weight", 1, 10);
        assertValues(0, even.predict(x), 21, 32, 43, 4);
        Model strided =
                Model.build(
                        s,
                        Conv1d.of(1, 1, 3).withSamePadding().withStride(2).withoutBias(),
                        1,
                        x.shape());
        Layers.set(strided, "weight", 1, 10, 100);
        assertValues(0, strided.predict(x), 321, 43);
    }

    @OnEveryBackend
    void depthwiseWeightGradientCountsPlaces(Session s) {
        for (long channels : new long[] {23, 24, 25}) {
            Tensor x = s.ones(1, channels, 6, 6);
            Model conv =
                    Model.build(
                            s,
                            Conv2d.of(channels, channels, 3)
                                    .withStride(2)
                                    .withPadding(1)
                                    .withGroups(channels),
                            1,
                            x.shape());
            Tensor w = conv.parameters().get("weight");
            Tensor g =
                    s.valueAndGradients(List.of(w), () -> conv.train(x).sum()).gradients().get(0);
            for (long c = 0; c < channels; c++) {
                assertValues(0, g.select(0, c), 4, 6, 6, 6, 9, 9, 6, 9, 9);
            }
        }
    }

    @OnEveryBackend
    void gradientsAgreeWithDifferences(Session s) {
        checkGradients(s, Conv1d.of(2, 3, 3).withFlippedKernel(), true, 2, 2, 7);
        checkGradients(
                s, Conv2d.of(2, 4, 3).withGroups(2).withStride(2).withPadding(1), true, 2, 2, 5, 6);
        checkGradients(s, Conv2d.of(1, 2, 2).withDilation(2).withSamePadding(), true, 1, 1, 4, 5);
        checkGradients(s, Conv3d.of(1, 2, 2), true, 1, 1, 3, 3, 3);
        checkGradients(
                s, ConvTranspose2d.of(2, 3, 3).withStride(2).withPadding(1), true, 1, 2, 3, 3);
        checkGradients(s, ConvTranspose1d.of(4, 2, 3).withGroups(2).withDilation(2), true, 2, 4, 3);
        checkGradients(s, ConvTranspose3d.of(1, 1, 2).withStride(2), true, 1, 1, 2, 2, 2);
    }

    @OnEveryBackend
    void transposedIsTheAdjoint(Session s) {
        Convolution conv = Conv2d.of(3, 4, 3).withStride(2).withPadding(1).withoutBias();
        Tensor x = normal(s, 1, 2, 3, 7, 7);
        Model forward = Model.build(s, conv, 1, x.shape(), x.dtype());
        Tensor y = forward.predict(x);
        Tensor g = normal(s, 2, y.shape().toArray());
        Model back =
                Model.build(
                        s,
                        ConvTranspose2d.of(4, 3, 3).withStride(2).withPadding(1).withoutBias(),
                        1,
                        g.shape(),
                        g.dtype());
        back.parameters().get("weight").copyFrom(forward.parameters().get("weight"));
        assertEquals(y.mul(g).sum().item(), back.predict(g).mul(x).sum().item(), 1e-10);
    }

    @OnEveryBackend
    void transposedSizes(Session s) {
        assertEquals(
                Shape.of(1, 2, 9), output(s, ConvTranspose1d.of(1, 2, 3).withStride(2), 1, 1, 4));
        assertEquals(
                Shape.of(1, 2, 10),
                output(s, ConvTranspose1d.of(1, 2, 3).withStride(2).withOutputPadding(1), 1, 1, 4));
        for (long kernel = 1; kernel <= 5; kernel++) {
            Layer same = ConvTranspose2d.of(1, 1, kernel).withStride(2).withSamePadding();
            assertEquals(Shape.of(1, 1, 8, 10), output(s, same, 1, 1, 4, 5));
        }
    }

    @OnEveryBackend
    void outputPaddingAddsRealOutputs(Session s) {
        Tensor x = s.tensor(new float[] {1, 2}, 1, 1, 2);
        Model model =
                Model.build(
                        s,
                        ConvTranspose1d.of(1, 1, 3)
                                .withStride(2)
                                .withPadding(1)
                                .withOutputPadding(1),
                        1,
                        x.shape());
        Layers.set(model, "weight", 1, 10, 100);
        assertValues(0, model.predict(x), 10, 102, 20, 200);
    }

    @OnEveryBackend
    void samePaddingOfTransposedCutsTheEnd(Session s) {
        Tensor x = s.tensor(new float[] {1, 2}, 1, 1, 2);
        Model model =
                Model.build(
                        s,
                        ConvTranspose1d.of(1, 1, 3).withStride(2).withSamePadding(),
                        1,
                        x.shape());
        Layers.set(model, "weight", 1, 10, 100);
        assertValues(0, model.predict(x), 1, 10, 102, 20);
    }

    @Test
    void wrongNumbersAreRejected() {
        for (Runnable wrong :
                List.<Runnable>of(
                        () -> Conv2d.of(1, 1, 0),
                        () -> Conv2d.of(1, 1, 3).withStride(0),
                        () -> Conv2d.of(1, 1, 3).withDilation(0),
                        () -> Conv2d.of(1, 1, 3).withPadding(-1),
                        () -> Conv2d.of(1, 1, 3).withGroups(0),
                        () -> Conv2d.of(4, 6, 3).withGroups(4),
                        () -> Conv2d.of(4, 6, 3, 3, 3),
                        () -> ConvTranspose2d.of(1, 1, 3).withStride(2).withOutputPadding(2))) {
            assertThrows(IllegalArgumentException.class, wrong::run);
        }
    }

    @OnEveryBackend
    void wrongInputNamesLayerAndShapes(Session s) {
        Layer net = Sequential.of(Activation.RELU, Conv2d.of(3, 8, 5));
        String message =
                assertThrows(
                                IllegalArgumentException.class,
                                () -> Model.build(s, net, 1, Shape.of(1, 1, 20, 20)))
                        .getMessage();
        assertEquals(
                "Conv2d(3 → 8, 5×5) (layer 1): expected [N, 3, …] with 2 spatial axes, got an input"
                        + " of F32[1, 1, 20, 20]",
                message);
        String small =
                assertThrows(
                                IllegalArgumentException.class,
                                () -> run(Conv2d.of(1, 1, 5), s.zeros(1, 1, 4, 4)))
                        .getMessage();
        assertTrue(small.contains("larger than the padded input"), small);
    }

    @OnEveryBackend
    void worksInBothTypes(Session s) {
        Tensor x = counting(s, 1, 1, 4, 4);
        Layer layer = Conv2d.of(1, 1, 2).withInit(Init.constant(0.25));
        float[] f32 = run(layer, x).toFloatArray();
        float[] f64 = run(layer, x.to(DType.F64)).toFloatArray();
        assertArrayEquals(f64, f32, 1e-5f);
    }
}
