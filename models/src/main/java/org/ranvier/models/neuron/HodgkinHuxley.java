package org.ranvier.models.neuron;

import java.util.List;
import org.ranvier.DType;
import org.ranvier.Session;
import org.ranvier.Shape;
import org.ranvier.Tensor;
import org.ranvier.op.HodgkinHuxleyStep;
import org.ranvier.op.HodgkinHuxleyStep.Membrane;
import org.ranvier.op.HodgkinHuxleyStep.Method;

/**
 * A population of Hodgkin–Huxley neurons (J. Physiol. 117, 1952) without synapses, in mV, ms,
 * µA/cm², mS/cm² and µF/cm². The input is the injected current, µA/cm². See {@link
 * HodgkinHuxleyStep} for the equations.
 *
 * @param membrane the constants of the membrane and its gates, such as {@link Membrane#SQUID}
 * @param method how a step is taken
 * @param dt the step, ms
 * @param rest the potential at the beginning, mV; the gates begin in their steady state there
 */
public record HodgkinHuxley(Membrane membrane, Method method, double dt, double rest)
        implements Dynamics<HodgkinHuxley.State> {
    /**
     * Potential and gates.
     *
     * @param v the membrane's potential, mV
     * @param m sodium activation, 0 to 1
     * @param h sodium inactivation, 0 to 1
     * @param n potassium activation, 0 to 1
     */
    public record State(Tensor v, Tensor m, Tensor h, Tensor n) {}

    /** Long against every time constant of the gates, ms. */
    private static final double FOR_EVER = 1e6;

    /** Checks the step. */
    public HodgkinHuxley {
        if (!(dt > 0)) {
            throw new IllegalArgumentException(
                    "hodgkin-huxley: step " + dt + " ms; expected above 0");
        }
    }

    /**
     * The squid's giant axon, at rest at −65 mV, with Runge–Kutta steps.
     *
     * @param dt the step, ms; 0.01 gives spike times within 0.005 ms
     * @return the population
     */
    public static HodgkinHuxley squid(double dt) {
        return new HodgkinHuxley(Membrane.SQUID, Method.RK4, dt, -65);
    }

    /**
     * The same population, stepped in another way.
     *
     * @param other how
     * @return the population
     */
    public HodgkinHuxley withMethod(Method other) {
        return new HodgkinHuxley(membrane, other, dt, rest);
    }

    /** All neurons at rest. Gates that stand half a step later are the same there. */
    @Override
    public State initial(Session session, DType type, Shape shape) {
        Tensor v = session.full(type, shape, rest);
        Tensor none = session.full(type, shape, 0);
        // The gates relax under the old potential: after a step without end they are where it
        // leads.
        var settle = new HodgkinHuxleyStep(membrane, Method.EXPONENTIAL_EULER, FOR_EVER);
        List<Tensor> settled = session.apply(settle, List.of(none, v, none, none, none));
        return new State(v, settled.get(1), settled.get(2), settled.get(3));
    }

    @Override
    public State step(State state, Tensor input) {
        Tensor current = input.to(state.v().dtype()).expand(state.v().shape());
        var step = new HodgkinHuxleyStep(membrane, method, dt);
        return of(
                current.session()
                        .apply(step, List.of(current, state.v(), state.m(), state.h(), state.n())));
    }

    @Override
    public List<Tensor> tensors(State state) {
        return List.of(state.v(), state.m(), state.h(), state.n());
    }

    @Override
    public State of(List<Tensor> tensors) {
        return new State(tensors.get(0), tensors.get(1), tensors.get(2), tensors.get(3));
    }
}
