package org.ranvier.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.ranvier.Shape;
import org.ranvier.Tape;
import org.ranvier.Tensor;
import org.ranvier.op.Region;

/** Gradients where a function is not smooth, where values over- or underflow, and through views. */
interface GradientConventionContract extends Contract {
    /** Infinite and undefined slopes. */
    double NAN = Double.NaN;

    @Test
    default void aPowerHasSlopeZeroInItsExponentWhereItsBaseIsZero() {
        assertArrayEquals(new double[] {0, 0}, slope(b -> b.zerosLike().pow(b), 2, 0));
    }

    @Test
    default void aPowerHasSlopeZeroInItsBaseWhereItsExponentIsZero() {
        assertArrayEquals(new double[] {0, 0}, slope(a -> a.pow(0), 0, 3));
    }

    @Test
    default void aPowerOfZeroHasTheSlopeOfItsRule() {
        assertArrayEquals(new double[] {0, 12}, slope(a -> a.pow(3), 0, 2), 1e-12);
        assertArrayEquals(new double[] {1, 1}, slope(a -> a.pow(1), 0, -2), 1e-12);
    }

    @Test
    default void absReluAndSignHaveSlopeZeroAtZero() {
        assertArrayEquals(new double[] {0, 0}, slope(Tensor::abs, 0, -0.0), 1e-300);
        assertArrayEquals(new double[] {0, 0}, slope(Tensor::relu, 0, -0.0), 1e-300);
        assertArrayEquals(new double[] {0, 0}, slope(Tensor::sign, 0, 3), 1e-300);
    }

    @Test
    default void aTieOfMaximumIsSplit() {
        assertArrayEquals(new double[] {0.5, 1, 0}, slope(x -> x.maximum(2), 2, 3, 1));
        assertArrayEquals(new double[] {0.5, 0, 0.5}, slope(Tensor::max, 5, 4, 5));
        assertArrayEquals(new double[] {0, 1, 0}, slope(Tensor::min, 5, 4, 5));
    }

    @Test
    default void clipHasSlopeOneAtItsEnds() {
        assertArrayEquals(new double[] {0, 1, 1, 1, 0}, slope(x -> x.clip(-1, 1), -2, -1, 0, 1, 2));
    }

    @Test
    default void clipPassesNaNOn() {
        Tensor x = device().tensor(new double[] {NAN, 5});
        assertArrayEquals(new double[] {NAN, 1}, x.clip(-1, 1).toDoubleArray());
        assertArrayEquals(new double[] {NAN, NAN}, x.clip(NAN, 1).toDoubleArray());
        assertArrayEquals(new double[] {NAN, 2}, x.clip(6, 2).toDoubleArray());
    }

    @Test
    default void anOverflowBeforeAClipSpoilsItsGradient() {
        Tensor x = device().tensor(new float[] {100});
        assertArrayEquals(new float[] {1}, x.exp().clip(0, 1).toFloatArray());
        assertArrayEquals(
                new float[] {Float.NaN}, slope(y -> y.exp().clip(0, 1), x).toFloatArray());
    }

    @Test
    default void whereHidesAValueButNotAnInfiniteSlopeBehindIt() {
        Tensor x = device().tensor(new double[] {0, 2});
        Tensor y = x.gt(0).where(x.log(), x.zerosLike());
        assertArrayEquals(new double[] {0, Math.log(2)}, y.toDoubleArray(), 1e-12);
        assertArrayEquals(
                new double[] {NAN, 0.5}, slope(z -> z.gt(0).where(z.log(), z.zerosLike()), 0, 2));
    }

    @Test
    default void aConstantHasDeviationZeroWithSlopeZero() {
        assertArrayEquals(new double[3], slope(x -> x.std(1), 4, 4, 4));
    }

    @Test
    default void aNormOfZerosHasSlopeZero() {
        for (double p : new double[] {1, 2, 3, Double.POSITIVE_INFINITY}) {
            assertArrayEquals(new double[3], slope(x -> x.norm(p), 0, 0, 0), "norm " + p);
        }
    }

    @Test
    default void normalisingByTheSumOfAbsoluteValuesHasNoNaNAtZeroEntries() {
        double[] g = slope(x -> x.div(x.norm(1)).square(), 0, 3, -1);
        assertArrayEquals(new double[] {0, 2.0 / 32, 6.0 / 32}, g, 1e-12);
    }

    @Test
    default void aProductWithZerosHasTheProductsOfTheOthersAsSlopes() {
        assertArrayEquals(new double[] {0, 24, 0, 0}, slope(Tensor::prod, 2, 0, 3, 4));
        assertArrayEquals(new double[4], slope(Tensor::prod, 2, 0, 0, 4));
        assertArrayEquals(new double[] {-12, 8, -6}, slope(Tensor::prod, -2, 3, -4), 1e-12);
    }

    @Test
    default void aProductWithTwoZerosHasASecondDerivative() {
        Tensor x = device().tensor(new double[] {2, 3, 0, 0});
        try (Tape outer = device().tape(x)) {
            Tensor slope;
            try (Tape inner = device().tape(x)) {
                slope = inner.gradients(x.prod(), List.of(x)).get(0);
            }
            Tensor row = outer.gradients(slope.select(0, 2), List.of(x)).get(0);
            assertArrayEquals(new double[] {0, 0, 0, 6}, row.toDoubleArray());
        }
    }

    @Test
    default void aRunningProductWithAZeroHasItsTrueSlopes() {
        assertArrayEquals(new double[] {1, 32, 0, 0}, slope(x -> x.cumProd(0), 2, 0, 3, 4));
    }

    @Test
    default void logSumExpOfMinusInfinityIsMinusInfinityWithSlopeZero() {
        double low = Double.NEGATIVE_INFINITY;
        Tensor x = device().tensor(new double[] {low, low});
        assertArrayEquals(new double[] {low}, new double[] {x.logSumExp().item()});
        assertArrayEquals(new double[2], slope(Tensor::logSumExp, low, low));
        assertArrayEquals(new double[] {0, 1}, slope(Tensor::logSumExp, low, 3));
    }

    @Test
    default void onlyWhatIsUsedOfAnExpandedTensorGetsAGradient() {
        assertArrayEquals(new double[] {1}, slope(x -> x.expand(100).select(0, 0), 3));
        Tensor x = device().ones(2, 3);
        Tensor g = slope(y -> y.unsqueeze(0).expand(4, 2, 3).slice(0, 1, 4).select(1, 0), x);
        assertArrayEquals(new float[] {3, 3, 3, 0, 0, 0}, g.toFloatArray());
    }

    @Test
    default void whatIsOverwrittenGetsNoGradientAndTheNewValueItsOwn() {
        Tensor x = device().tensor(new double[] {1, 2, 3, 4});
        Tensor value = device().tensor(new double[] {5, 6});
        Region middle = Region.along(Shape.of(4), 0, 1, 2, 1);
        var result =
                device().valueAndGradients(
                                List.of(x, value), () -> x.withSlice(middle, value).square().sum());
        assertArrayEquals(new double[] {2, 0, 0, 8}, result.of(x).toDoubleArray());
        assertArrayEquals(new double[] {10, 12}, result.of(value).toDoubleArray());
    }

    @Test
    default void gradientsAddUpWhereBranchesMeet() {
        assertArrayEquals(new double[] {7}, slope(x -> x.square().add(x).add(x.detach()), 3));
        assertArrayEquals(new double[] {6}, slope(x -> x.mul(x), 3));
    }
}
