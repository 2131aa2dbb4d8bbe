package org.ranvier.cpu.neuron;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.ranvier.DType;
import org.ranvier.cpu.parallel.Workers;
import org.ranvier.cpu.pass.Pass;
import org.ranvier.cpu.pass.Passes;
import org.ranvier.cpu.twin.Twin;
import org.ranvier.op.DeliverSpikes;
import org.ranvier.op.Fused;
import org.ranvier.op.HodgkinHuxleyStep;
import org.ranvier.op.Kinetics;
import org.ranvier.op.LifEventStep;
import org.ranvier.op.LifNetworkSteps;
import org.ranvier.op.LifSteps;
import org.ranvier.op.LifStepsGradient;
import org.ranvier.op.Spike;
import org.ranvier.spi.Operand;

/** Kernels for steps of spiking neurons and of Hodgkin–Huxley neurons. */
public final class NeuronKernels {
    /** Additions that a step with an exponential and a logarithm takes as long as. */
    private static final long EVENT = 16;

    /** Additions that a step with its nine exponentials takes as long as; RK4 has four such. */
    private static final long MEMBRANE = 64;

    private record Key(
            HodgkinHuxleyStep.Method method, List<Kinetics.Form> forms, int inputs, DType type) {
        static Key of(HodgkinHuxleyStep op, List<Operand> in) {
            List<Kinetics.Form> forms =
                    op.membrane().kinetics().rates().stream().map(Kinetics.Rate::form).toList();
            return new Key(op.method(), forms, in.size(), in.get(0).dtype());
        }
    }

    private static final Map<Key, Twin<Pass>> MEMBRANES = new ConcurrentHashMap<>();

    private NeuronKernels() {}

    /**
     * Runs the kernel; there is one for every step of neurons.
     *
     * @param workers who does it
     * @param op the operation
     * @param in its inputs, contiguous
     * @param out its outputs, contiguous
     */
    public static void execute(Workers workers, Fused op, List<Operand> in, List<Operand> out) {
        LifTwins twins = LifTwins.of(in.get(0).dtype());
        switch (op) {
            case Spike _ -> Passes.run(workers, twins.spike(), 1, new double[0], in, out);
            case LifSteps o -> LifTimes.forward(workers, o, in, out);
            case LifStepsGradient o -> LifTimes.backward(workers, o, in, out);
            case LifEventStep o -> Passes.run(workers, twins.event(), EVENT, constants(o), in, out);
            case LifNetworkSteps o -> NetworkTimes.execute(workers, o, in, out);
            case DeliverSpikes _ -> Delivery.execute(in, out);
            case HodgkinHuxleyStep o -> {
                Twin<Pass> twin = MEMBRANES.computeIfAbsent(Key.of(o, in), NeuronKernels::membrane);
                long weight = o.method() == HodgkinHuxleyStep.Method.RK4 ? 4 * MEMBRANE : MEMBRANE;
                Passes.run(workers, twin, weight, HodgkinHuxley.constants(o), in, out);
            }
            default ->
                    throw new IllegalArgumentException(
                            op.name() + ": not a step of neurons; ask supports first");
        }
    }

    private static double[] constants(LifEventStep op) {
        return new double[] {
            op.dt(), 1 / op.tauMembrane(), op.tauMembrane(), op.tauRefractory(), op.lowest()
        };
    }

    private static Twin<Pass> membrane(Key key) {
        return Passes.twin(
                "hodgkin_huxley " + key.method,
                key.type,
                key.inputs,
                4,
                new HodgkinHuxley(key.method, key.forms, Membrane.scalar(key.type)),
                () -> new HodgkinHuxley(key.method, key.forms, Membrane.vector(key.type)));
    }
}
