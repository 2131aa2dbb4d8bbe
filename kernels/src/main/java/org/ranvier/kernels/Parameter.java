package org.ranvier.kernels;

import org.ranvier.DType;
import org.ranvier.spi.Buffer;
import org.ranvier.spi.Operand;

/** What a kernel takes at one place. */
public sealed interface Parameter {
    /**
     * A tensor: the kernel is given its buffer and where in it the tensor begins.
     *
     * @param type the type of its elements
     */
    record Tensor(DType type) implements Parameter {
        @Override
        public boolean takes(Object argument) {
            return argument instanceof Operand operand && operand.dtype() == type;
        }
    }

    /**
     * A number of a tensor's type, given as a double.
     *
     * @param type the type
     */
    record Value(DType type) implements Parameter {
        @Override
        public boolean takes(Object argument) {
            return argument instanceof Double;
        }
    }

    /**
     * A structure of 64-bit integers, given as an array.
     *
     * @param count how many
     */
    record Numbers(int count) implements Parameter {
        @Override
        public boolean takes(Object argument) {
            return argument instanceof long[] numbers && numbers.length == count;
        }
    }

    /** What is not typed by tensors. */
    enum Plain implements Parameter {
        /** A 64-bit integer. */
        LONG(Long.class),
        /** Memory that holds whatever the kernels agree on. */
        MEMORY(Buffer.class),
        /** Where elements lie. */
        VIEW(View.class),
        /** Where elements of two tensors lie, along few axes. */
        AXES(View.class);

        private final Class<?> argument;

        Plain(Class<?> argument) {
            this.argument = argument;
        }

        @Override
        public boolean takes(Object given) {
            return argument.isInstance(given)
                    && (!(given instanceof View view) || view.form() == this);
        }
    }

    /**
     * Whether an argument fits.
     *
     * @param argument the argument
     * @return true if so
     */
    boolean takes(Object argument);
}
