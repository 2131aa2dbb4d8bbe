package org.ranvier.models.layers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.ranvier.models.Layers.assertValues;
import static org.ranvier.models.Layers.checkGradients;
import static org.ranvier.models.Layers.normal;
import static org.ranvier.models.Layers.run;
import static org.ranvier.models.Layers.train;

import java.util.Arrays;
import java.util.List;
import org.ranvier.DType;
import org.ranvier.Scope;
import org.ranvier.Session;
import org.ranvier.Shape;
import org.ranvier.Tensor;
import org.ranvier.models.Model;
import org.ranvier.models.OnEveryBackend;
import org.ranvier.models.Sequential;
import org.ranvier.models.networks.Cnn;
import org.ranvier.models.networks.Mlp;

class LayersTest {
    @OnEveryBackend
    void dense(Session s) {
        checkGradients(s, Dense.of(3, 2), true, 4, 3);
        checkGradients(s, Dense.of(3, 2).withoutBias(), true, 2, 2, 3);
        String message =
                assertThrows(
                                IllegalArgumentException.class,
                                () -> run(Dense.of(784, 10), s.zeros(2, 28)))
                        .getMessage();
        assertEquals(
                "Dense(784 → 10): expected the last axis to have size 784, got an input of"
                        + " F32[2, 28]",
                message);
    }

    @OnEveryBackend
    void dropoutAtItsEnds(Session s) {
        Tensor x = s.tensor(new float[] {1, Float.POSITIVE_INFINITY, -2});
        assertValues(0, train(Dropout.of(0), x), x.toDoubleArray());
        assertValues(0, train(Dropout.of(1), x), 0, 0, 0);
        assertSame(x, run(Dropout.of(0.5), x));
        assertThrows(IllegalArgumentException.class, () -> Dropout.of(1.5));
    }

    @OnEveryBackend
    void dropoutKeepsTheMeanAndScalesTheRest(Session s) {
        float[] y = train(Dropout.of(0.25), s.ones(100, 100)).toFloatArray();
        int zeros = 0;
        for (float v : y) {
            assertTrue(v == 0 || Math.abs(v - 4 / 3f) < 1e-6f);
            zeros += v == 0 ? 1 : 0;
        }
        assertEquals(2500, zeros, 200);
    }

    @OnEveryBackend
    void dropoutMasksDifferFromStepToStepAndRepeatWithTheSeed(Session s) {
        Tensor x = s.ones(64);
        Model a = Model.build(s, Dropout.of(0.5), 7, x.shape());
        Model b = Model.build(s, Dropout.of(0.5), 7, x.shape());
        float[] first = a.train(x).toFloatArray();
        float[] second = a.train(x).toFloatArray();
        assertFalse(Arrays.equals(first, second));
        assertArrayEquals(first, b.train(x).toFloatArray());
        assertArrayEquals(second, b.train(x).toFloatArray());
    }

    @OnEveryBackend
    void shapesOfFlattenReshapeAndResidual(Session s) {
        Tensor x = normal(s, 1, 2, 3, 4);
        assertEquals(Shape.of(2, 12), run(Flatten.of(), x).shape());
        assertEquals(Shape.of(2, 4, 3), run(Reshape.of(4, 3), x).shape());
        assertArrayEquals(
                x.mul(2).toDoubleArray(), run(Residual.of(Activation.IDENTITY), x).toDoubleArray());
        assertThrows(IllegalArgumentException.class, () -> run(Residual.of(Dense.of(4, 5)), x));
        checkGradients(s, Residual.of(Dense.of(3, 3)), true, 2, 3);
    }

    @OnEveryBackend
    void parametersHavePathsAndOutliveScopes(Session s) {
        Model model;
        try (Scope _ = s.scope("elsewhere")) {
            model = Model.build(s, Mlp.of(4, 3, 2), 1, Shape.of(1, 4));
        }
        assertEquals(
                List.of("0.weight", "0.bias", "2.weight", "2.bias"),
                List.copyOf(model.parameters().keySet()));
        assertEquals(Shape.of(1, 2), model.predict(s.zeros(1, 4)).shape());
        assertEquals(23, model.parameterCount());
        assertTrue(model.toString().contains("2.weight F32[2, 3]"), model.toString());
        model.close();
        assertThrows(IllegalStateException.class, () -> model.predict(s.zeros(1, 4)));
    }

    @OnEveryBackend
    void firstWeightsDependOnSeedAndPathOnly(Session s) {
        Model one = Model.build(s, Mlp.of(4, 3, 2), 1, Shape.of(1, 4));
        Model again = Model.build(s, Mlp.of(4, 3, 2), 1, Shape.of(7, 4));
        Model other = Model.build(s, Mlp.of(4, 3, 2), 2, Shape.of(1, 4));
        Model shorter = Model.build(s, Mlp.of(4, 3), 1, Shape.of(1, 4));
        float[] w = one.parameters().get("0.weight").toFloatArray();
        assertArrayEquals(w, again.parameters().get("0.weight").toFloatArray());
        assertArrayEquals(w, shorter.parameters().get("0.weight").toFloatArray());
        assertFalse(Arrays.equals(w, other.parameters().get("0.weight").toFloatArray()));
    }

    @OnEveryBackend
    void aLayerMustAskForTheSameParametersInTrainingAndEvaluation(Session s) {
        Model model =
                Model.build(
                        s,
                        (c, x) -> c.training() ? c.child("late", Dense.of(2, 2), x) : x,
                        1,
                        Shape.of(1, 2));
        String message =
                assertThrows(IllegalStateException.class, () -> model.train(s.zeros(1, 2)))
                        .getMessage();
        assertTrue(message.contains("late.weight"), message);
    }

    @OnEveryBackend
    void twoLayersOfOneNameAndDifferentShapesAreRejected(Session s) {
        String message =
                assertThrows(
                                IllegalArgumentException.class,
                                () ->
                                        Model.build(
                                                s,
                                                (c, x) ->
                                                        c.child(
                                                                "a",
                                                                Dense.of(3, 4),
                                                                c.child("a", Dense.of(2, 3), x)),
                                                1,
                                                Shape.of(1, 2)))
                        .getMessage();
        assertTrue(message.contains("a.weight has shape [3, 2]"), message);
    }

    @OnEveryBackend
    void readyNetworksFitTheirInputs(Session s) {
        Tensor image = s.zeros(2, 1, 20, 20);
        assertEquals(Shape.of(2, 10), train(Cnn.leNet(1, 20, 10), image).shape());
        assertEquals(Shape.of(2, 10), train(Cnn.resNet(1, 4, 10), image).shape());
        Model f64 = Model.build(s, Cnn.resNet(1, 2, 10), 1, Shape.of(1, 1, 8, 8), DType.F64);
        assertEquals(DType.F64, f64.predict(s.zeros(1, 1, 8, 8)).dtype());
        assertThrows(
                IllegalArgumentException.class,
                () -> Model.build(s, Sequential.of(), 1, Shape.of(1), DType.I32));
    }
}
