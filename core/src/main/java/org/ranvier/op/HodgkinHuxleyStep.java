package org.ranvier.op;

import java.util.List;
import org.ranvier.Tensor;
import org.ranvier.TensorSpec;

/**
 * One step of a population of Hodgkin–Huxley neurons (1952) with the squid axon's rates: {@code C
 * dV/dt = J − gL(V−VL) − gNa m³h(V−VNa) − gK n⁴(V−VK)}, {@code dx/dt = α(1−x) − βx} for the gates
 * m, h, n. Inputs J (µA/cm²), V (mV), m, h, n of one shape; outputs V, m, h, n one step later.
 *
 * @param membrane capacitance, conductances and reversal potentials
 * @param method how a step is taken
 * @param dt the step, ms
 */
public record HodgkinHuxleyStep(Membrane membrane, Method method, double dt) implements Fused {
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
     */
    public record Membrane(
            double capacitance,
            double gNa,
            double gK,
            double gL,
            double vNa,
            double vK,
            double vL) {
        /** The squid's giant axon, resting near −65 mV. */
        public static final Membrane SQUID = new Membrane(1, 120, 36, 0.3, 50, -77, -54.387);
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

    /** Opening and closing rates of a gate, 1/ms. */
    private record Rates(Tensor alpha, Tensor beta) {
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
        Check.count(this, in, 5);
        Check.floating(this, in);
        Check.sameShape(this, in);
        return in.subList(1, 5);
    }

    @Override
    public List<Tensor> decompose(List<Tensor> in) {
        Tensor j = in.get(0);
        State y = new State(in.get(1), in.get(2), in.get(3), in.get(4));
        return switch (method) {
            case EULER -> y.plus(slope(j, y), dt).toList();
            case EXPONENTIAL_EULER -> gates(relaxPotential(j, y), y.v(), y).toList();
            case STAGGERED -> {
                Tensor v = relaxPotential(j, y);
                yield gates(v, v, y).toList();
            }
            case RK4 -> rungeKutta(j, y).toList();
        };
    }

    private State rungeKutta(Tensor j, State y) {
        State k1 = slope(j, y);
        State k2 = slope(j, y.plus(k1, dt / 2));
        State k3 = slope(j, y.plus(k2, dt / 2));
        State k4 = slope(j, y.plus(k3, dt));
        return y.plus(k1, dt / 6).plus(k2, dt / 3).plus(k3, dt / 3).plus(k4, dt / 6);
    }

    private State slope(Tensor j, State y) {
        Tensor total = conductance(y);
        Tensor dv = j.add(drive(y)).sub(total.mul(y.v())).div(membrane.capacitance());
        return new State(
                dv,
                sodiumOpening(y.v()).slope(y.m()),
                sodiumInactivation(y.v()).slope(y.h()),
                potassium(y.v()).slope(y.n()));
    }

    /** The sum of all conductances. */
    private Tensor conductance(State y) {
        return sodium(y).add(delayed(y)).add(membrane.gL());
    }

    /** The sum of all conductances, each times its reversal potential. */
    private Tensor drive(State y) {
        return sodium(y)
                .mul(membrane.vNa())
                .add(delayed(y).mul(membrane.vK()))
                .add(membrane.gL() * membrane.vL());
    }

    private Tensor sodium(State y) {
        return y.m().square().mul(y.m()).mul(y.h()).mul(membrane.gNa());
    }

    private Tensor delayed(State y) {
        return y.n().square().square().mul(membrane.gK());
    }

    /** With gates fixed the potential's equation is linear: its exact solution after a step. */
    private Tensor relaxPotential(Tensor j, State y) {
        Tensor total = conductance(y);
        Tensor end = j.add(drive(y)).div(total);
        return end.add(y.v().sub(end).mul(total.mul(-dt / membrane.capacitance()).exp()));
    }

    private State gates(Tensor v, Tensor at, State y) {
        return new State(
                v,
                sodiumOpening(at).relax(y.m(), dt),
                sodiumInactivation(at).relax(y.h(), dt),
                potassium(at).relax(y.n(), dt));
    }

    private static Rates sodiumOpening(Tensor v) {
        return new Rates(ramp(v.add(40).mul(0.1)), v.add(65).mul(-1.0 / 18).exp().mul(4));
    }

    private static Rates sodiumInactivation(Tensor v) {
        return new Rates(v.add(65).mul(-1.0 / 20).exp().mul(0.07), v.add(35).mul(0.1).sigmoid());
    }

    private static Rates potassium(Tensor v) {
        return new Rates(
                ramp(v.add(55).mul(0.1)).mul(0.1), v.add(65).mul(-1.0 / 80).exp().mul(0.125));
    }

    /**
     * {@code x/(1 − e⁻ˣ)}, near its removable singularity by its series {@code 1 + x/2 + x²/12}.
     */
    private static Tensor ramp(Tensor x) {
        Tensor near = x.abs().lt(1e-3);
        Tensor series = x.square().mul(1.0 / 12).add(x.mul(0.5)).add(1);
        Tensor away = near.where(x.onesLike(), x);
        return near.where(series, away.div(away.neg().expm1().neg()));
    }
}
