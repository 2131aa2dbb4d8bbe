package org.ranvier.cpu.neuron;

import org.ranvier.DType;
import org.ranvier.cpu.pass.Pass;
import org.ranvier.cpu.pass.ScalarPass;
import org.ranvier.op.Kinetics;

/**
 * The passes that a Hodgkin–Huxley step is made of, for one type.
 *
 * @param type F32 or F64
 * @param ramp {@code z/(1 − e⁻ᶻ)} of the potential
 * @param exponential the exponential function of the potential
 * @param sigmoid the logistic function of the potential
 * @param gateSlope slope of a gate
 * @param relaxGate a gate one step later
 * @param conductances what drives the potential, and the conductance
 * @param slope slope of the potential
 * @param relax the potential one step later
 * @param plus what is reached along a slope
 */
record Membrane(
        DType type,
        Pass ramp,
        Pass exponential,
        Pass sigmoid,
        Pass gateSlope,
        Pass relaxGate,
        Pass conductances,
        Pass slope,
        Pass relax,
        Pass plus) {
    /**
     * The rate of a form; its constants are what is added to V, a factor, and the rate's factor.
     */
    Pass rate(Kinetics.Form form) {
        return switch (form) {
            case RAMP -> ramp;
            case EXPONENTIAL -> exponential;
            case SIGMOID -> sigmoid;
        };
    }

    static Membrane scalar(DType type) {
        return type == DType.F32
                ? new Membrane(
                        type,
                        ScalarPass.floats(1, 1, FloatScalarMembrane::ramp),
                        ScalarPass.floats(1, 1, FloatScalarMembrane::exponential),
                        ScalarPass.floats(1, 1, FloatScalarMembrane::sigmoid),
                        ScalarPass.floats(3, 1, FloatScalarMembrane::gateSlope),
                        ScalarPass.floats(3, 1, FloatScalarMembrane::relaxGate),
                        ScalarPass.floats(5, 2, FloatScalarMembrane::conductances),
                        ScalarPass.floats(3, 1, FloatScalarMembrane::slope),
                        ScalarPass.floats(3, 1, FloatScalarMembrane::relax),
                        ScalarPass.floats(2, 1, FloatScalarMembrane::plus))
                : new Membrane(
                        type,
                        ScalarPass.doubles(1, 1, DoubleScalarMembrane::ramp),
                        ScalarPass.doubles(1, 1, DoubleScalarMembrane::exponential),
                        ScalarPass.doubles(1, 1, DoubleScalarMembrane::sigmoid),
                        ScalarPass.doubles(3, 1, DoubleScalarMembrane::gateSlope),
                        ScalarPass.doubles(3, 1, DoubleScalarMembrane::relaxGate),
                        ScalarPass.doubles(5, 2, DoubleScalarMembrane::conductances),
                        ScalarPass.doubles(3, 1, DoubleScalarMembrane::slope),
                        ScalarPass.doubles(3, 1, DoubleScalarMembrane::relax),
                        ScalarPass.doubles(2, 1, DoubleScalarMembrane::plus));
    }

    /** On whole vectors. */
    static Membrane vector(DType type) {
        return type == DType.F32
                ? new Membrane(
                        type,
                        FloatVectorMembrane::ramp,
                        FloatVectorMembrane::exponential,
                        FloatVectorMembrane::sigmoid,
                        FloatVectorMembrane::gateSlope,
                        FloatVectorMembrane::relaxGate,
                        FloatVectorMembrane::conductances,
                        FloatVectorMembrane::slope,
                        FloatVectorMembrane::relax,
                        FloatVectorMembrane::plus)
                : new Membrane(
                        type,
                        DoubleVectorMembrane::ramp,
                        DoubleVectorMembrane::exponential,
                        DoubleVectorMembrane::sigmoid,
                        DoubleVectorMembrane::gateSlope,
                        DoubleVectorMembrane::relaxGate,
                        DoubleVectorMembrane::conductances,
                        DoubleVectorMembrane::slope,
                        DoubleVectorMembrane::relax,
                        DoubleVectorMembrane::plus);
    }
}
