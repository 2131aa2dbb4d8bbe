package org.ranvier.models.layers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.ranvier.models.Layers.assertValues;
import static org.ranvier.models.Layers.checkGradients;
import static org.ranvier.models.Layers.counting;
import static org.ranvier.models.Layers.run;

import java.util.List;
import org.ranvier.Session;
import org.ranvier.Shape;
import org.ranvier.Tensor;
import org.ranvier.models.Model;
import org.ranvier.models.OnEveryBackend;

class PoolingTest {
    @OnEveryBackend
    void ceilModeKeepsWindowsThatBeginInside(Session s) {
        Tensor one = s.tensor(new float[] {1, 2, 3, 4}, 1, 1, 4);
        assertValues(0, run(MaxPool1d.of(1).withStride(2).withCeilMode(), one), 1, 3);
        Tensor x = counting(s, 1, 1, 6, 7);
        Tensor y = run(MaxPool2d.of(1).withStride(2).withCeilMode(), x);
        assertEquals(Shape.of(1, 1, 3, 4), y.shape());
        assertTrue(y.isFinite().all().item() == 1);
        assertEquals(
                Shape.of(1, 1, 2, 2), run(MaxPool2d.of(3).withStride(4).withCeilMode(), x).shape());
    }

    @OnEveryBackend
    void ceilModeWithPadding(Session s) {
        Tensor x = counting(s, 1, 1, 5);
        Tensor y = run(MaxPool1d.of(2).withPadding(1).withCeilMode(), x);
        assertValues(0, y, 0, 2, 4);
    }

    @OnEveryBackend
    void maximumOfNegativeNumbersWithPadding(Session s) {
        Tensor x = s.tensor(new float[] {-3, -1, -2, -4}, 1, 1, 2, 2);
        assertValues(0, run(MaxPool2d.of(3).withStride(1).withPadding(1), x), -1, -1, -1, -1);
    }

    @OnEveryBackend
    void averageDividesByInputAndPaddingNotByTheOverhang(Session s) {
        Tensor x = s.ones(1, 1, 4);
        AveragePooling pool = AvgPool1d.of(3).withStride(2).withPadding(1).withCeilMode();
        assertValues(1e-7, run(pool, x), 2 / 3.0, 1, 0.5);
        assertValues(1e-7, run(pool.withoutCountingPadding(), x), 1, 1, 1);
        Tensor overhang = run(AvgPool1d.of(3).withCeilMode(), s.ones(1, 1, 4));
        assertValues(1e-7, overhang, 1, 1);
    }

    @OnEveryBackend
    void averageWithAsymmetricPadding(Session s) {
        AveragePooling pool =
                AvgPool2d.of(2).withStride(1).withPadding(List.of(0L, 0L), List.of(1L, 1L));
        assertValues(1e-7, run(pool, s.ones(1, 1, 2, 2)), 1, 0.5, 0.5, 0.25);
        assertValues(1e-7, run(pool.withoutCountingPadding(), s.ones(1, 1, 2, 2)), 1, 1, 1, 1);
    }

    @OnEveryBackend
    void atATieTheGradientGoesToTheFirst(Session s) {
        Tensor x = s.ones(1, 1, 2, 2);
        for (var layer : List.of(MaxPool2d.of(2), GlobalPooling.max(), AdaptivePooling.max(1, 1))) {
            Tensor g =
                    s.valueAndGradients(
                                    List.of(x),
                                    () -> Model.build(s, layer, 1, x.shape()).predict(x).sum())
                            .gradients()
                            .get(0);
            assertValues(0, g, 1, 0, 0, 0);
        }
    }

    @OnEveryBackend
    void normPooling(Session s) {
        Tensor x = s.tensor(new float[] {3, -4, 0, 0, 1, 1}, 1, 1, 6);
        assertValues(1e-6, run(NormPooling.l2(1, 2), x), 5, 0, Math.sqrt(2));
        assertValues(1e-6, run(NormPooling.of(1, 1, 2), x), 7, 0, 2);
        assertValues(1e-6, run(NormPooling.l2(1, 4).withCeilMode(), x), 5, Math.sqrt(2));
    }

    @OnEveryBackend
    void weightedPooling(Session s) {
        Tensor x = counting(s, 1, 2, 2, 2);
        WeightedPooling pool = WeightedPooling.of(Shape.of(2, 2), List.of(1.0, 0.0, 0.0, 3.0));
        assertValues(1e-6, run(pool, x), 2.25, 6.25);
        Tensor impulse = s.tensor(new float[] {0, 0, 1, 0, 0}, 1, 1, 5);
        assertValues(
                1e-7,
                run(WeightedPooling.binomial(1, 3, 1).withPadding(1), impulse),
                0,
                0.25,
                0.5,
                0.25,
                0);
        assertThrows(
                IllegalArgumentException.class,
                () -> WeightedPooling.of(Shape.of(2), List.of(1.0, -1.0)));
    }

    @OnEveryBackend
    void globalAndAdaptive(Session s) {
        Tensor x = counting(s, 1, 2, 2, 3);
        assertValues(1e-6, run(GlobalPooling.average(), x), 2.5, 8.5);
        assertValues(0, run(GlobalPooling.max(), x), 5, 11);
        Tensor line = counting(s, 1, 1, 7);
        assertValues(1e-6, run(AdaptivePooling.average(3), line), 1, 3, 5);
        assertValues(0, run(AdaptivePooling.max(3), line), 2, 4, 6);
        assertValues(1e-6, run(AdaptivePooling.average(2), counting(s, 1, 1, 5)), 1, 3);
        assertArrayEquals(
                run(AvgPool2d.of(2), counting(s, 1, 2, 4, 6)).toDoubleArray(),
                run(AdaptivePooling.average(2, 3), counting(s, 1, 2, 4, 6)).toDoubleArray(),
                1e-5);
    }

    @OnEveryBackend
    void gradientsAgreeWithDifferences(Session s) {
        checkGradients(s, MaxPool2d.of(2).withStride(1).withPadding(1), true, 1, 2, 4, 5);
        checkGradients(s, MaxPool1d.of(2).withDilation(2).withStride(1), true, 1, 2, 7);
        checkGradients(s, MaxPool3d.of(2), true, 1, 1, 4, 4, 2);
        checkGradients(s, AvgPool2d.of(3).withStride(2).withCeilMode(), true, 1, 2, 6, 5);
        checkGradients(s, AvgPool3d.of(2), true, 1, 1, 4, 4, 2);
        checkGradients(s, NormPooling.l2(2, 2), true, 2, 1, 4, 4);
        checkGradients(s, WeightedPooling.binomial(2, 3, 2), true, 1, 2, 5, 5);
        checkGradients(s, GlobalPooling.average(), true, 2, 3, 4);
        checkGradients(s, GlobalPooling.max(), true, 2, 3, 4);
        checkGradients(s, AdaptivePooling.average(2, 3), true, 1, 2, 5, 5);
        checkGradients(s, AdaptivePooling.max(2, 3), true, 1, 2, 5, 5);
    }

    @OnEveryBackend
    void aWindowLargerThanTheInputIsRejected(Session s) {
        assertThrows(
                IllegalArgumentException.class, () -> run(MaxPool2d.of(3), s.zeros(1, 1, 2, 2)));
        assertThrows(IllegalArgumentException.class, () -> run(AvgPool1d.of(2), s.zeros(1, 2)));
    }
}
