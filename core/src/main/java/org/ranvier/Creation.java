package org.ranvier;

import java.util.Arrays;

/** Checks on what tensors are made of. */
final class Creation {
    private Creation() {}

    static Shape shape(int elements, long[] sizes) {
        Shape shape = sizes.length == 0 ? Shape.of(elements) : Shape.of(sizes);
        if (shape.elements() != elements) {
            throw new IllegalArgumentException(
                    "tensor: shape "
                            + Arrays.toString(sizes)
                            + " has "
                            + shape.elements()
                            + " elements, got "
                            + elements);
        }
        return shape;
    }
}
