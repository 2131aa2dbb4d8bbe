package org.ranvier;

/** Prints tensors. */
final class TensorPrinter {
    private TensorPrinter() {}

    static String print(Tensor x) {
        return x.spec() + " " + java.util.Arrays.toString(x.toDoubleArray());
    }
}
