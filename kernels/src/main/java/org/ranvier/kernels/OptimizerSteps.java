package org.ranvier.kernels;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.DoubleStream;
import org.ranvier.DType;
import org.ranvier.op.AdagradStep;
import org.ranvier.op.AdamStep;
import org.ranvier.op.OptimizerStep;
import org.ranvier.op.RmsPropStep;
import org.ranvier.op.SgdStep;
import org.ranvier.spi.Operand;

/** Steps of optimisers, several parameters in one launch. */
final class OptimizerSteps {
    /**
     * How many parameters one launch takes: with Adam's tensors they take 960 of the 1,024 bytes of
     * arguments that every OpenCL device has room for. A processor takes them one by one: finding
     * the parameter in every small group costs it more than launches do. PoCL on one core took 283
     * µs for twelve of 100,000 elements and below together, and 220 one by one.
     */
    private static final int MOST = 12;

    /** How many elements of several parameters are a work item's, as in the kernels' text. */
    private static final long SHARE = 4;

    /**
     * A parameter.
     *
     * @param parts itself, its gradient and its state
     * @param elements how many each has
     */
    private record Slot(List<Operand> parts, long elements) {}

    private final Device device;
    private final ElementWise elementWise;

    OptimizerSteps(Device device, ElementWise elementWise) {
        this.device = device;
        this.elementWise = elementWise;
    }

    void step(OptimizerStep step, List<Operand> in, List<Operand> out) {
        List<Slot> slots = inPlace(step, in, out);
        List<Object> numbers = step.first(in.size()) == 1 ? List.of(in.get(0)) : boxed(step);
        int most = device.traits().cpu() ? 1 : MOST;
        for (int i = 0; i < slots.size(); i += most) {
            launch(step, slots.subList(i, Math.min(i + most, slots.size())), numbers);
        }
    }

    /** Kernels write over what they read; what is to stay is copied first. */
    private List<Slot> inPlace(OptimizerStep step, List<Operand> in, List<Operand> out) {
        List<Operand> parts = new ArrayList<>(in);
        for (int i = 0; i < out.size(); i++) {
            int old = step.replaced(in.size(), i);
            Operand target = out.get(i);
            if (!in.get(old).equals(target)) {
                elementWise.copy(in.get(old), target);
                parts.set(old, target);
            }
        }
        int width = 2 + step.states();
        List<Slot> slots = new ArrayList<>();
        for (int i = step.first(in.size()); i < in.size(); i += width) {
            List<Operand> one = parts.subList(i, i + width);
            slots.add(new Slot(one, one.get(0).shape().elements()));
        }
        return slots;
    }

    private static List<Object> boxed(OptimizerStep step) {
        return DoubleStream.of(step.numbers()).<Object>mapToObj(Double::valueOf).toList();
    }

    /** Numbers are values, or the tensor that they stand in. */
    private void launch(OptimizerStep step, List<Slot> slots, List<Object> numbers) {
        Traits traits = device.traits();
        boolean one = slots.size() == 1;
        List<Object> arguments = new ArrayList<>();
        long groups = 0;
        for (Slot slot : slots) {
            arguments.addAll(slot.parts());
            arguments.add(slot.elements());
            groups +=
                    one
                            ? traits.groupsOfElements(slot.elements())
                            : Math.ceilDiv(slot.elements(), SHARE * traits.group());
        }
        for (int i = slots.size(); i < MOST && !one; i++) {
            arguments.addAll(slots.get(0).parts());
            arguments.add(0L);
        }
        arguments.addAll(numbers);
        boolean given = numbers.get(0) instanceof Operand;
        DType type = slots.get(0).parts().get(0).dtype();
        device.launch(kernel(step, one, given, type), groups, arguments.toArray());
    }

    private static Kernel kernel(OptimizerStep step, boolean one, boolean given, DType type) {
        String name =
                switch (step) {
                    case AdamStep _ -> "adam";
                    case SgdStep sgd -> sgd.momentum() == 0 ? "sgd" : "momentum";
                    case RmsPropStep _, AdagradStep _ -> "root";
                };
        String whole = name + (one ? "_step" : "_steps") + (given ? "_given" : "");
        Signature signature = Signature.of(Program.of("optimizer", type), whole);
        for (int i = 0; i < (one ? 1 : MOST); i++) {
            signature.tensors(2 + step.states(), type).longs(1);
        }
        return (given ? signature.tensors(1, type) : signature.values(step.numbers().length, type))
                .kernel();
    }

    static void list(Consumer<Kernel> catalogue) {
        List<OptimizerStep> steps =
                List.of(
                        new AdamStep(0, 0, 0, 0, 0, false, 1),
                        new SgdStep(0, 0, 0, false, 0),
                        new SgdStep(0, 0.5, 0, false, 0),
                        new RmsPropStep(0, 0, 0, 0));
        for (DType type : List.of(DType.F32, DType.F64)) {
            for (OptimizerStep step : steps) {
                for (boolean one : new boolean[] {true, false}) {
                    catalogue.accept(kernel(step, one, false, type));
                    catalogue.accept(kernel(step, one, true, type));
                }
            }
        }
    }
}
