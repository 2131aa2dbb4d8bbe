package org.ranvier.cpu.neuron;

import org.ranvier.op.LifCell;

/** What the loops of {@link FloatScalarSlopes} take. */
final class SlopeConstants {
    private SlopeConstants() {}

    /** Threshold, factor of the distance from it, height of the curve. */
    static double[] of(LifCell cell) {
        double a = cell.surrogate().sharpness();
        return switch (cell.surrogate().kind()) {
            case FAST_SIGMOID, STRAIGHT_THROUGH -> new double[] {cell.threshold(), a, 1};
            case ARCTAN -> new double[] {cell.threshold(), Math.PI * a / 2, a / 2};
            case SIGMOID -> new double[] {cell.threshold(), a, a};
            case TRIANGLE -> new double[] {cell.threshold(), -a * a, a};
            case EXPONENTIAL -> new double[] {cell.threshold(), a, a / 2};
            case GAUSSIAN -> new double[] {cell.threshold(), a, a / Math.sqrt(Math.PI)};
        };
    }
}
