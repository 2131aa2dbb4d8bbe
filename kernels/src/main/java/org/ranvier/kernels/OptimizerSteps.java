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

/** Steps of optimisers, one launch each. */
final class OptimizerSteps {
    private final Device device;

    OptimizerSteps(Device device) {
        this.device = device;
    }

    void step(OptimizerStep step, List<Operand> in, List<Operand> out) {
        DType type = in.get(0).dtype();
        switch (step) {
            case AdamStep adam -> adam(adam, in, out);
            case SgdStep sgd when sgd.momentum() == 0 ->
                    launch(sgd(type), in, out, sgd.decay(), sgd.scale(), sgd.rate());
            case SgdStep sgd ->
                    launch(
                            momentum(type),
                            in,
                            out,
                            sgd.decay(),
                            sgd.scale(),
                            sgd.rate(),
                            sgd.momentum(),
                            sgd.nesterov() ? 1L : 0L);
            case RmsPropStep rms ->
                    launch(
                            root(type),
                            in,
                            out,
                            rms.decay(),
                            rms.smoothing(),
                            1 - rms.smoothing(),
                            rms.rate(),
                            rms.epsilon());
            case AdagradStep ada ->
                    launch(root(type), in, out, ada.decay(), 1.0, 1.0, ada.rate(), ada.epsilon());
        }
    }

    private void adam(AdamStep adam, List<Operand> in, List<Operand> out) {
        launch(
                adam(in.get(0).dtype()),
                in,
                out,
                adam.decoupled() ? 0.0 : adam.decay(),
                adam.decoupled() ? 1 - adam.rate() * adam.decay() : 1.0,
                adam.beta1(),
                1 - adam.beta1(),
                adam.beta2(),
                1 - adam.beta2(),
                adam.correctedRate(),
                adam.rootCorrection(),
                adam.epsilon());
    }

    private void launch(Kernel kernel, List<Operand> in, List<Operand> out, Object... numbers) {
        long elements = in.get(0).shape().elements();
        List<Object> arguments = new ArrayList<>(out);
        arguments.addAll(in);
        arguments.addAll(List.of(numbers));
        arguments.add(elements);
        device.launch(kernel, device.traits().groups(elements), arguments.toArray());
    }

    private static Kernel adam(DType type) {
        return of("adam_step", type).tensors(7, type).values(9, type).longs(1).kernel();
    }

    private static Kernel sgd(DType type) {
        return of("sgd_step", type).tensors(3, type).values(3, type).longs(1).kernel();
    }

    private static Kernel momentum(DType type) {
        return of("momentum_step", type).tensors(5, type).values(4, type).longs(2).kernel();
    }

    private static Kernel root(DType type) {
        return of("root_step", type).tensors(5, type).values(5, type).longs(1).kernel();
    }

    private static Signature of(String name, DType type) {
        return Signature.of(Program.of("optimizer", type), name);
    }

    static void list(Consumer<Kernel> catalogue) {
        for (DType type : List.of(DType.F32, DType.F64)) {
            catalogue.accept(adam(type));
            catalogue.accept(sgd(type));
            catalogue.accept(momentum(type));
            catalogue.accept(root(type));
        }
    }
}
