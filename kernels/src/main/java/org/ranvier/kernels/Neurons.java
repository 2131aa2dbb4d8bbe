package org.ranvier.kernels;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.ranvier.DType;
import org.ranvier.op.HodgkinHuxleyStep;
import org.ranvier.op.Kinetics;
import org.ranvier.op.LifCell;
import org.ranvier.op.LifEventStep;
import org.ranvier.op.LifSteps;
import org.ranvier.op.LifStepsGradient;
import org.ranvier.op.Surrogate;
import org.ranvier.spi.Operand;

/** Steps of spiking neurons, one work item each. */
final class Neurons {
    private final Device device;

    Neurons(Device device) {
        this.device = device;
    }

    void spike(Operand x, Operand y) {
        launch(spike(y.dtype()), List.of(x), List.of(y), y.shape().elements());
    }

    void lif(LifSteps op, List<Operand> in, List<Operand> out) {
        LifCell cell = op.cell();
        launch(
                lif(in.get(0).dtype()),
                in,
                out,
                cell.decay(),
                cell.gain(),
                cell.threshold(),
                (double) cell.refractory(),
                subtracts(cell),
                in.get(1).shape().elements(),
                in.get(0).shape().size(0));
    }

    void lifGradient(LifStepsGradient op, List<Operand> in, List<Operand> out) {
        LifCell cell = op.cell();
        launch(
                lifGradient(cell.surrogate().kind(), in.get(0).dtype()),
                in,
                out,
                cell.decay(),
                cell.gain(),
                cell.threshold(),
                (double) cell.refractory(),
                cell.surrogate().sharpness(),
                subtracts(cell),
                cell.detachReset() ? 0L : 1L,
                in.get(2).shape().elements(),
                in.get(0).shape().size(0));
    }

    private static long subtracts(LifCell cell) {
        return cell.reset() == LifCell.Reset.SUBTRACT ? 1 : 0;
    }

    void lifEvents(LifEventStep op, List<Operand> in, List<Operand> out) {
        launch(
                lifEvents(in.get(0).dtype()),
                in,
                out,
                op.dt(),
                op.tauMembrane(),
                op.tauRefractory(),
                op.lowest(),
                in.get(0).shape().elements());
    }

    void hodgkinHuxley(HodgkinHuxleyStep op, List<Operand> in, List<Operand> out) {
        HodgkinHuxleyStep.Membrane membrane = op.membrane();
        boolean synapses = in.size() > 5;
        List<Operand> all = new ArrayList<>(in);
        if (!synapses) {
            // The kernel takes as many tensors as there can be and does not read this one.
            all.add(in.get(0));
        }
        List<Object> numbers =
                new ArrayList<>(
                        List.of(
                                membrane.capacitance(),
                                membrane.gNa(),
                                membrane.gK(),
                                membrane.gL(),
                                membrane.vNa(),
                                membrane.vK(),
                                membrane.vL(),
                                op.dt()));
        List<Kinetics.Rate> rates = membrane.kinetics().rates();
        for (Kinetics.Rate rate : rates) {
            numbers.addAll(List.of(-rate.at(), 1 / rate.width(), rate.scale()));
        }
        for (Kinetics.Rate rate : rates) {
            numbers.add((long) rate.form().ordinal());
        }
        numbers.add(synapses ? 1L : 0L);
        numbers.add(in.get(0).shape().elements());
        launch(hodgkinHuxley(op.method(), in.get(0).dtype()), all, out, numbers.toArray());
    }

    /** The last input has an element for each neuron. */
    private void launch(Kernel kernel, List<Operand> in, List<Operand> out, Object... numbers) {
        List<Object> arguments = new ArrayList<>(out);
        arguments.addAll(in);
        arguments.addAll(List.of(numbers));
        long neurons = in.getLast().shape().elements();
        device.launch(kernel, device.traits().groupsOfElements(neurons), arguments.toArray());
    }

    private static Kernel spike(DType type) {
        return neuron("spike", type).tensors(2, type).longs(1).kernel();
    }

    private static Kernel lif(DType type) {
        return neuron("lif_steps", type).tensors(7, type).values(4, type).longs(3).kernel();
    }

    private static Kernel lifGradient(Surrogate.Kind kind, DType type) {
        return neuron("lif_gradient_" + lower(kind), type)
                .tensors(8, type)
                .values(5, type)
                .longs(4)
                .kernel();
    }

    private static Kernel lifEvents(DType type) {
        return neuron("lif_event_step", type).tensors(6, type).values(4, type).longs(1).kernel();
    }

    private static Kernel hodgkinHuxley(HodgkinHuxleyStep.Method method, DType type) {
        return Signature.of(Program.of("hodgkin_huxley", type), "hodgkin_huxley_" + lower(method))
                .tensors(10, type)
                .values(8 + 3 * 6, type)
                .longs(6 + 2)
                .kernel();
    }

    private static Signature neuron(String name, DType type) {
        return Signature.of(Program.of("neuron", type), name);
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    static void list(Consumer<Kernel> catalogue) {
        for (DType type : List.of(DType.F32, DType.F64)) {
            catalogue.accept(spike(type));
            catalogue.accept(lif(type));
            catalogue.accept(lifEvents(type));
            for (Surrogate.Kind kind : Surrogate.Kind.values()) {
                catalogue.accept(lifGradient(kind, type));
            }
            for (HodgkinHuxleyStep.Method method : HodgkinHuxleyStep.Method.values()) {
                catalogue.accept(hodgkinHuxley(method, type));
            }
        }
    }
}
