package org.ranvier.op;

import java.util.List;
import org.ranvier.Shape;
import org.ranvier.Tensor;
import org.ranvier.TensorSpec;

/**
 * One step of a population of Hodgkin–Huxley neurons (1952): {@code C dV/dt = J − G·V − gL(V−VL) −
 * gNa m³h(V−VNa) − gK n⁴(V−VK)}, {@code dx/dt = α(1−x) − βx} for the gates m, h, n. Inputs J
 * (µA/cm²), V (mV), m, h, n and, if there are synapses, G (mS/cm²), of one shape; outputs V, m, h,
 * n one step later.
 *
 * <p>Synapses of conductances {@code g} and reversal potentials {@code E} are {@code G = Σg} and a
 * part {@code Σg·E} of J, which holds the injected current besides.
 *
 * @param membrane capacitance, conductances, reversal potentials and the gates' rates
 * @param method how a step is taken
 * @param dt the step, ms
 */
public record HodgkinHuxleyStep(Membrane membrane, Method method, double dt) implements Fused {
    /** Inputs without those of synapses. */
    private static final int INPUTS = 5;

    /**
     * The constants of the membrane.
     *
     * @param capacitance C, µF/cm²
     * @param gNa sodium conductance, mS/cm²
     * @param gK potassium conductance, mS/cm²
     * @param gL leak conductance, mS/cm²
     * @param vNa sodium reversal potential, mV
     * @param vK potassium reversal potential, mV
     * @param vL leak reversal potential, mV
     * @param kinetics the gates' rates
     */
    public record Membrane(
            double capacitance,
            double gNa,
            double gK,
            double gL,
            double vNa,
            double vK,
            double vL,
            Kinetics kinetics) {
        /** The squid's giant axon, resting near −65 mV. */
        public static final Membrane SQUID =
                new Membrane(1, 120, 36, 0.3, 50, -77, -54.387, Kinetics.SQUID);

        /**
         * The cells of benchmark 3 of Brette et al. (2007), after Traub and Miles (1991), without
         * their synapses.
         */
        public static final Membrane TRAUB_MILES =
                new Membrane(1, 100, 30, 0.05, 50, -90, -60, Kinetics.traubMiles(-63));
    }

    /** How a step is taken. */
    public enum Method {
        /** Forward Euler: first order. */
        EULER,
        /**
         * Gates and potential relax exponentially towards where the old values lead: first order,
         * stable.
         */
        EXPONENTIAL_EULER,
        /** The classical Runge–Kutta method: fourth order. */
        RK4,
        /**
         * As exponential Euler, but the gates stand half a step after the potential, and each uses
         * the other's middle: second order. The gates handed in first are those at Δt/2.
         */
        STAGGERED
    }

    /** The state or its slope: V, m, h, n. */
    private record State(Tensor v, Tensor m, Tensor h, Tensor n) {
        State plus(State slope, double dt) {
            return new State(
                    v.add(slope.v.mul(dt)),
                    m.add(slope.m.mul(dt)),
                    h.add(slope.h.mul(dt)),
                    n.add(slope.n.mul(dt)));
        }

        List<Tensor> toList() {
            return List.of(v, m, h, n);
        }
    }

    /**
     * What comes from outside: the current, and the conductance that no gate governs, of leak and
     * synapses.
     */
    private record Drive(Tensor current, Tensor leak) {}

    /** Opening and closing rates of a gate, 1/ms. */
    private record Rates(Tensor alpha, Tensor beta) {
        static Rates of(Kinetics.Gate gate, Tensor v) {
            return new Rates(gate.alpha().of(v), gate.beta().of(v));
        }

        Tensor slope(Tensor x) {
            return alpha.mul(x.rsub(1)).sub(beta.mul(x));
        }

        /** {@code x∞ + (x − x∞)·e^{−Δt/τ}}. */
        Tensor relax(Tensor x, double dt) {
            Tensor total = alpha.add(beta);
            Tensor end = alpha.div(total);
            return end.add(x.sub(end).mul(total.mul(-dt).exp()));
        }
    }

    @Override
    public String name() {
        return "hodgkin_huxley_step";
    }

    @Override
    public List<TensorSpec> outputs(List<TensorSpec> in) {
        Check.count(this, in, Math.clamp(in.size(), INPUTS, INPUTS + 1));
        Check.floating(this, in);
        Check.sameShape(this, in);
        return in.subList(1, INPUTS);
    }

    @Override
    public List<Tensor> decompose(List<Tensor> in) {
        Drive drive = drive(in);
        State y = new State(in.get(1), in.get(2), in.get(3), in.get(4));
        return switch (method) {
            case EULER -> y.plus(slope(drive, y), dt).toList();
            case EXPONENTIAL_EULER -> gates(relaxPotential(drive, y), y.v(), y).toList();
            case STAGGERED -> {
                Tensor v = relaxPotential(drive, y);
                yield gates(v, v, y).toList();
            }
            case RK4 -> rungeKutta(drive, y).toList();
        };
    }

    private Drive drive(List<Tensor> in) {
        Tensor current = in.get(0);
        Tensor leak =
                in.size() > INPUTS
                        ? in.get(INPUTS).add(membrane.gL())
                        : current.session().full(current.dtype(), Shape.SCALAR, membrane.gL());
        return new Drive(current, leak);
    }

    private State rungeKutta(Drive drive, State y) {
        State k1 = slope(drive, y);
        State k2 = slope(drive, y.plus(k1, dt / 2));
        State k3 = slope(drive, y.plus(k2, dt / 2));
        State k4 = slope(drive, y.plus(k3, dt));
        return y.plus(k1, dt / 6).plus(k2, dt / 3).plus(k3, dt / 3).plus(k4, dt / 6);
    }

    private State slope(Drive drive, State y) {
        Tensor out = conductance(drive, y).mul(y.v());
        Kinetics kinetics = membrane.kinetics();
        return new State(
                current(drive, y).sub(out).div(membrane.capacitance()),
                Rates.of(kinetics.m(), y.v()).slope(y.m()),
                Rates.of(kinetics.h(), y.v()).slope(y.h()),
                Rates.of(kinetics.n(), y.v()).slope(y.n()));
    }

    /** The sum of all conductances. */
    private Tensor conductance(Drive drive, State y) {
        return sodium(y).add(delayed(y)).add(drive.leak());
    }

    /**
     * The current, and the sum of the membrane's conductances, each times its reversal potential.
     */
    private Tensor current(Drive drive, State y) {
        Tensor driven =
                sodium(y)
                        .mul(membrane.vNa())
                        .add(delayed(y).mul(membrane.vK()))
                        .add(membrane.gL() * membrane.vL());
        return drive.current().add(driven);
    }

    private Tensor sodium(State y) {
        return y.m().square().mul(y.m()).mul(y.h()).mul(membrane.gNa());
    }

    private Tensor delayed(State y) {
        return y.n().square().square().mul(membrane.gK());
    }

    /** With gates fixed the potential's equation is linear: its exact solution after a step. */
    private Tensor relaxPotential(Drive drive, State y) {
        Tensor total = conductance(drive, y);
        Tensor end = current(drive, y).div(total);
        return end.add(y.v().sub(end).mul(total.mul(-dt / membrane.capacitance()).exp()));
    }

    private State gates(Tensor v, Tensor at, State y) {
        Kinetics kinetics = membrane.kinetics();
        return new State(
                v,
                Rates.of(kinetics.m(), at).relax(y.m(), dt),
                Rates.of(kinetics.h(), at).relax(y.h(), dt),
                Rates.of(kinetics.n(), at).relax(y.n(), dt));
    }
}
