package org.ranvier.models.layers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.ranvier.models.Layers.assertValues;
import static org.ranvier.models.Layers.checkGradients;
import static org.ranvier.models.Layers.normal;
import static org.ranvier.models.Layers.run;
import static org.ranvier.models.Layers.train;

import org.ranvier.DType;
import org.ranvier.Session;
import org.ranvier.Shape;
import org.ranvier.Tensor;
import org.ranvier.models.Layer;
import org.ranvier.models.Model;
import org.ranvier.models.OnEveryBackend;

class NormalisationTest {
    @OnEveryBackend
    void batchNormUsesBiasedVarianceAndKeepsUnbiased(Session s) {
        Tensor x = s.tensor(new double[] {1, 2, 3, 6}, 4, 1);
        Model model = Model.build(s, BatchNorm.of(1), 1, x.shape(), DType.F64);
        double root = Math.sqrt(3.5 + 1e-5);
        assertValues(1e-12, model.train(x), -2 / root, -1 / root, 0, 3 / root);
        assertValues(1e-12, model.state().buffers().get("running_mean"), 0.3);
        assertValues(1e-12, model.state().buffers().get("running_var"), 0.9 + 0.1 * 3.5 * 4 / 3);
    }

    @OnEveryBackend
    void batchNormEvaluatesWithRunningStatistics(Session s) {
        Tensor x = normal(s, 1, 64, 3, 2).mul(2).add(5);
        Model model = Model.build(s, BatchNorm.of(3), 1, x.shape(), DType.F64);
        for (int i = 0; i < 200; i++) {
            model.train(x).close();
        }
        Tensor evaluated = model.predict(x);
        assertEquals(0, evaluated.mean().item(), 1e-6);
        assertEquals(1, evaluated.std(0).item(), 0.01);
        double[] before = model.state().buffers().get("running_mean").toDoubleArray();
        model.predict(x.add(100));
        assertArrayEquals(before, model.state().buffers().get("running_mean").toDoubleArray());
    }

    @OnEveryBackend
    void oneValuePerChannelIsRejectedInTraining(Session s) {
        Model model = Model.build(s, BatchNorm.of(2), 1, Shape.of(1, 2));
        String message =
                assertThrows(
                                IllegalArgumentException.class,
                                () -> model.train(s.tensor(new float[] {1, 2}, 1, 2)))
                        .getMessage();
        assertTrue(message.contains("more than one value per channel"), message);
        assertValues(0, model.state().buffers().get("running_var"), 1, 1);
        assertEquals(Shape.of(1, 2), model.predict(s.zeros(1, 2)).shape());
    }

    @OnEveryBackend
    void batchNormOfDataFarFromZero(Session s) {
        for (double[] c : new double[][] {{5, 0.1}, {1000, 1}}) {
            Tensor x = normal(s, 2, 256, 4, 3).mul(c[1]).add(c[0]).to(DType.F32);
            Tensor y = train(BatchNorm.of(4), x);
            double deviation = y.std(0, 0, 2).mean().item();
            assertEquals(1, deviation, 2e-3, c[0] + " ± " + c[1]);
        }
    }

    @OnEveryBackend
    void layerNormOfLargeAndConstantRows(Session s) {
        Tensor x = s.tensor(new float[] {40000, 40001, 40002, 40003, 1234, 1234, 1234, 1234}, 2, 4);
        assertValues(2e-3, run(LayerNorm.of(4), x), -1.3416, -0.4472, 0.4472, 1.3416, 0, 0, 0, 0);
        Tensor far = normal(s, 3, 8, 512).add(2000).to(DType.F32);
        Tensor y = run(LayerNorm.of(512), far);
        for (int i = 0; i < 8; i++) {
            assertEquals(1, y.select(0, i).std(0).item(), 1e-3);
        }
    }

    @OnEveryBackend
    void epsilonStandsInsideTheRoot(Session s) {
        Tensor x = s.tensor(new double[] {-1, 1}, 1, 2);
        Layer wide = new LayerNorm(Shape.of(2), 3);
        assertValues(1e-12, run(wide, x), -0.5, 0.5);
        Tensor column = s.tensor(new double[] {-1, 1}, 2, 1);
        assertValues(1e-12, train(new BatchNorm(1, 3, 0.1), column), -0.5, 0.5);
    }

    @OnEveryBackend
    void layerNormOfATransposedInput(Session s) {
        Tensor x = normal(s, 4, 5, 7).transpose();
        assertArrayEquals(
                run(LayerNorm.of(5), x.copy()).toDoubleArray(),
                run(LayerNorm.of(5), x).toDoubleArray());
    }

    @OnEveryBackend
    void groupNormNormalisesEachGroup(Session s) {
        Tensor x = normal(s, 5, 2, 6, 4).mul(3).add(1);
        Tensor y = run(GroupNorm.of(3, 6), x).reshape(2, 3, 8);
        for (int n = 0; n < 2; n++) {
            for (int g = 0; g < 3; g++) {
                Tensor group = y.select(0, n).select(0, g);
                assertEquals(0, group.mean().item(), 1e-12);
                assertEquals(1, group.std(0).item(), 1e-4);
            }
        }
        assertThrows(IllegalArgumentException.class, () -> GroupNorm.of(4, 6));
    }

    @OnEveryBackend
    void gradientsAgreeWithDifferences(Session s) {
        checkGradients(s, BatchNorm.of(3), true, 4, 3, 2);
        checkGradients(s, BatchNorm.of(3), false, 4, 3, 2, 2);
        checkGradients(s, LayerNorm.of(3, 2), true, 4, 3, 2);
        checkGradients(s, GroupNorm.of(2, 4), true, 2, 4, 3);
    }
}
