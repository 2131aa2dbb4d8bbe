package org.ranvier.kernels;

import java.util.List;
import java.util.function.Consumer;
import org.ranvier.DType;
import org.ranvier.Shape;
import org.ranvier.op.CrossEntropy;
import org.ranvier.op.CrossEntropyGradient;
import org.ranvier.op.Softmax;
import org.ranvier.spi.Operand;

/** Exponentials in relation to their sum, and the losses made of them. */
final class Softmaxes {
    private final Device device;
    private final Indexing indexing;

    Softmaxes(Device device, Indexing indexing) {
        this.device = device;
        this.indexing = indexing;
    }

    boolean supports(Shape shape, int axis) {
        return Lines.of(shape, shape.axis(axis)).fill(device.traits());
    }

    void softmax(Softmax op, Operand x, Operand y) {
        Lines lines = Lines.of(x.shape(), x.shape().axis(op.axis()));
        long lanes = lines.lanes(device.traits());
        device.launch(
                softmax(op.log(), y.dtype()),
                lines.groups(device.traits()),
                y,
                x,
                lines.count(),
                lines.length(),
                lines.inner(),
                lanes);
    }

    void crossEntropy(CrossEntropy op, Operand x, Operand targets, Operand y) {
        Lines lines = Lines.of(x.shape(), 1);
        checkTargets(targets, lines, op.ignored());
        long lanes = lines.lanes(device.traits());
        device.launch(
                crossEntropy(y.dtype()),
                lines.groups(device.traits()),
                y,
                x,
                targets,
                1 - op.smoothing(),
                op.smoothing() / lines.length(),
                (long) op.ignored(),
                lines.count(),
                lines.length(),
                lanes);
    }

    void crossEntropyGradient(CrossEntropyGradient op, List<Operand> in, Operand y) {
        Lines lines = Lines.of(y.shape(), 1);
        checkTargets(in.get(1), lines, op.ignored());
        long lanes = lines.lanes(device.traits());
        device.launch(
                crossEntropyGradient(y.dtype()),
                lines.groups(device.traits()),
                y,
                in.get(0),
                in.get(1),
                in.get(2),
                1 - op.smoothing(),
                op.smoothing() / lines.length(),
                (long) op.ignored(),
                lines.count(),
                lines.length(),
                lanes);
    }

    private void checkTargets(Operand targets, Lines lines, int ignored) {
        indexing.checkRange("cross_entropy", targets, 0, lines.length() - 1, ignored);
    }

    private static Kernel softmax(boolean log, DType type) {
        return of(log ? "log_softmax" : "softmax", type).tensors(2, type).longs(4).kernel();
    }

    private static Kernel crossEntropy(DType type) {
        return of("cross_entropy", type)
                .tensors(2, type)
                .tensors(1, DType.I32)
                .values(2, type)
                .longs(4)
                .kernel();
    }

    private static Kernel crossEntropyGradient(DType type) {
        return of("cross_entropy_gradient", type)
                .tensors(2, type)
                .tensors(1, DType.I32)
                .tensors(1, type)
                .values(2, type)
                .longs(4)
                .kernel();
    }

    private static Signature of(String name, DType type) {
        return Signature.of(Program.of("softmax", type), name);
    }

    static void list(Consumer<Kernel> catalogue) {
        for (DType type : List.of(DType.F32, DType.F64)) {
            catalogue.accept(softmax(true, type));
            catalogue.accept(softmax(false, type));
            catalogue.accept(crossEntropy(type));
            catalogue.accept(crossEntropyGradient(type));
        }
    }
}
