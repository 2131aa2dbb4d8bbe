package org.ranvier;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.ranvier.spi.Operand;

/**
 * What is asked of the inputs and outputs of every operation: plain loops, since it is so often.
 */
final class TensorLists {
    private TensorLists() {}

    /** Whether none has an element. */
    static boolean areEmpty(List<Tensor> tensors) {
        for (Tensor tensor : tensors) {
            if (tensor.shape().elements() > 0) {
                return false;
            }
        }
        return true;
    }

    /** Whether one has no element. */
    static boolean anyEmpty(List<Tensor> tensors) {
        for (Tensor tensor : tensors) {
            if (tensor.shape().elements() == 0) {
                return true;
            }
        }
        return false;
    }

    /** Without the empty ones: those of an empty parameter. */
    static List<Tensor> filled(List<Tensor> tensors) {
        return tensors.stream().filter(x -> x.shape().elements() > 0).toList();
    }

    static boolean areContiguous(List<Tensor> tensors) {
        for (Tensor tensor : tensors) {
            if (!tensor.layout().isContiguous()) {
                return false;
            }
        }
        return true;
    }

    static List<TensorSpec> specs(List<Tensor> tensors) {
        List<TensorSpec> specs = new ArrayList<>(tensors.size());
        for (Tensor tensor : tensors) {
            specs.add(tensor.spec());
        }
        return Collections.unmodifiableList(specs);
    }

    static List<Operand> operands(List<Tensor> tensors) {
        List<Operand> operands = new ArrayList<>(tensors.size());
        for (Tensor tensor : tensors) {
            operands.add(tensor.operand());
        }
        return Collections.unmodifiableList(operands);
    }
}
