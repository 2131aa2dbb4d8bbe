package org.ranvier.benchmarks.work;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.ranvier.DType;
import org.ranvier.Session;
import org.ranvier.Shape;
import org.ranvier.Tensor;
import org.ranvier.benchmarks.work.Workload.Cost;
import org.ranvier.benchmarks.work.Workload.Family;
import org.ranvier.models.neuron.Simulation;
import org.ranvier.models.spiking.Cobahh;
import org.ranvier.models.spiking.Cuba;
import org.ranvier.models.spiking.SpikingSteps;
import org.ranvier.op.AdamStep;
import org.ranvier.op.HodgkinHuxleyStep;
import org.ranvier.op.HodgkinHuxleyStep.Membrane;
import org.ranvier.op.HodgkinHuxleyStep.Method;
import org.ranvier.op.LifCell;
import org.ranvier.op.LifSteps;
import org.ranvier.op.Surrogate;

/** What steps a state: optimisers and neurons. */
final class States {
    private static final long MILLION = 1_000_000;
    private static final int NETWORK_STEPS = 100;

    private States() {}

    static List<Workload> all() {
        double weights = 10.0 * MILLION;
        return List.of(
                Make.task(
                                Family.OPTIMISER,
                                "adam f32 10M",
                                new Cost(12 * weights, Make.bytes(7 * weights)),
                                s -> adam(s, 10 * MILLION))
                        .quickly(),
                lif("plain", 0, 1),
                lif("refractory", 2, 1).quickly(),
                lif("refractory", 2, 100),
                hodgkinHuxley(Method.EXPONENTIAL_EULER),
                hodgkinHuxley(Method.RK4).quickly(),
                Make.on(
                        Family.NEURONS,
                        "cuba f32 4000 cells, 10 ms",
                        new Cost(10.0 * Cuba.NEURONS * NETWORK_STEPS, 0),
                        States::cuba),
                Make.on(
                        Family.NEURONS,
                        "cobahh f32 4000 cells, 10 ms",
                        new Cost(110.0 * Cobahh.NEURONS * NETWORK_STEPS, 0),
                        States::cobahh));
    }

    /** The network of Vogels and Abbott as Brette et al. 2007 have it, from random potentials. */
    private static Runnable cuba(Session s) {
        var network = new SpikingSteps(Cuba.random(s, DType.F32, 1), NETWORK_STEPS);
        Tensor none = s.full(DType.F32, Shape.SCALAR, 0);
        var first = network.network().initial(Cuba.potentials(s, DType.F32, 1));
        var run = Simulation.resume(s, network, network.initial(first), 0);
        return () -> run.advance(none);
    }

    /** Benchmark 3 of Brette et al. 2007, from random potentials and conductances. */
    private static Runnable cobahh(Session s) {
        Cobahh network = Cobahh.random(s, DType.F32, 1);
        Tensor none = s.full(DType.F32, Shape.of(Cobahh.NEURONS), 0);
        var run = Simulation.resume(s, network, network.initial(s, DType.F32, 1), 0);
        return () -> {
            for (int i = 0; i < NETWORK_STEPS; i++) {
                run.advance(none);
            }
        };
    }

    static Task adam(Session s, long n) {
        AdamStep step = new AdamStep(1e-3, 0.9, 0.999, 1e-8, 0, false, 10);
        List<Tensor> in = List.of(s.randn(n), s.randn(n), s.zeros(n), s.ones(n));
        List<Tensor> state = List.of(in.get(0), in.get(2), in.get(3));
        return new Task(
                in,
                () -> {
                    s.applyInto(step, in, state);
                    return state;
                });
    }

    private static Workload lif(String name, int refractory, long steps) {
        long cells = MILLION / steps;
        double n = (double) cells * steps;
        double states = 4.0 * cells;
        return Make.task(
                Family.NEURONS,
                "lif " + name + " f32 " + cells + " cells, " + steps + " steps",
                new Cost(6 * n, Make.bytes(3 * n + states)),
                s -> lif(s, refractory, steps, cells));
    }

    static Task lif(Session s, int refractory, long steps, long cells) {
        double decay = Math.exp(-1.0 / 20);
        LifCell cell =
                new LifCell(
                        decay,
                        1 - decay,
                        1,
                        LifCell.Reset.ZERO,
                        refractory,
                        new Surrogate(Surrogate.Kind.FAST_SIGMOID, 25),
                        true);
        List<Tensor> in = List.of(s.rand(steps, cells).mul(2), s.rand(cells), s.zeros(cells));
        return new Task(in, () -> s.apply(new LifSteps(cell), in));
    }

    private static Workload hodgkinHuxley(Method method) {
        long cells = 10_000;
        int evaluations = method == Method.RK4 ? 4 : 1;
        return Make.on(
                Family.NEURONS,
                "hodgkin-huxley " + method.name().toLowerCase(Locale.ROOT) + " f32 10000 cells",
                new Cost(100.0 * evaluations * cells, Make.bytes(9.0 * cells)),
                s -> {
                    List<Tensor> in = new ArrayList<>();
                    in.add(s.rand(cells).mul(10));
                    in.add(s.rand(cells).mul(20).add(-70));
                    for (int gate = 0; gate < 3; gate++) {
                        in.add(s.rand(cells));
                    }
                    HodgkinHuxleyStep step = new HodgkinHuxleyStep(Membrane.SQUID, method, 0.01);
                    return () -> s.apply(step, in);
                });
    }
}
