package org.ranvier.kernels;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
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
     * How many parameters a kernel takes, as {@code EACH} in its text: with Adam's tensors they
     * take 960 of the 1,024 bytes of arguments that every OpenCL device has room for.
     */
    private static final int SLOTS = 12;

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
        boolean given = step.first(in.size()) == 1;
        Operand numbers = given ? in.get(0) : slots.get(0).parts().get(0);
        for (int i = 0; i < slots.size(); i += SLOTS) {
            List<Slot> some = slots.subList(i, Math.min(i + SLOTS, slots.size()));
            launch(step, some, numbers, given);
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

    private void launch(OptimizerStep step, List<Slot> slots, Operand numbers, boolean given) {
        List<Object> arguments = new ArrayList<>();
        long groups = 0;
        for (Slot slot : slots) {
            arguments.addAll(slot.parts());
            arguments.add(slot.elements());
            groups += device.traits().groups(slot.elements());
        }
        for (int i = slots.size(); i < SLOTS; i++) {
            arguments.addAll(slots.get(0).parts());
            arguments.add(0L);
        }
        arguments.add(numbers);
        arguments.add(given ? 1L : 0L);
        for (double number : step.numbers()) {
            arguments.add(number);
        }
        device.launch(kernel(step, numbers.dtype()), groups, arguments.toArray());
    }

    private static Kernel kernel(OptimizerStep step, DType type) {
        String name =
                switch (step) {
                    case AdamStep _ -> "adam_step";
                    case SgdStep sgd -> sgd.momentum() == 0 ? "sgd_step" : "momentum_step";
                    case RmsPropStep _, AdagradStep _ -> "root_step";
                };
        Signature signature = Signature.of(Program.of("optimizer", type), name);
        for (int i = 0; i < SLOTS; i++) {
            signature.tensors(2 + step.states(), type).longs(1);
        }
        return signature.tensors(1, type).longs(1).values(step.numbers().length, type).kernel();
    }

    static void list(Consumer<Kernel> catalogue) {
        List<OptimizerStep> steps =
                List.of(
                        new AdamStep(0, 0, 0, 0, 0, false, 1),
                        new SgdStep(0, 0, 0, false, 0),
                        new SgdStep(0, 0.5, 0, false, 0),
                        new RmsPropStep(0, 0, 0, 0));
        for (DType type : List.of(DType.F32, DType.F64)) {
            steps.forEach(step -> catalogue.accept(kernel(step, type)));
        }
    }
}
