package org.ranvier.kernels;

import java.util.List;

/**
 * A kernel, and what it takes.
 *
 * @param program where it is
 * @param name the function's name
 * @param parameters what it takes, in order
 */
public record Kernel(Program program, String name, List<Parameter> parameters) {
    /** Copies the list. */
    public Kernel {
        parameters = List.copyOf(parameters);
    }

    /**
     * A kernel.
     *
     * @param program where it is
     * @param name the function's name
     * @param parameters what it takes, in order
     * @return the kernel
     */
    public static Kernel of(Program program, String name, Parameter... parameters) {
        return new Kernel(program, name, List.of(parameters));
    }

    /**
     * Checks arguments.
     *
     * @param arguments what the kernel is to be given
     * @throws IllegalArgumentException if their number or a type is wrong, naming the kernel
     */
    public void check(Object... arguments) {
        if (arguments.length != parameters.size()) {
            throw new IllegalArgumentException(
                    "kernel "
                            + this
                            + " takes "
                            + parameters.size()
                            + " arguments, got "
                            + arguments.length);
        }
        for (int i = 0; i < arguments.length; i++) {
            if (!parameters.get(i).takes(arguments[i])) {
                throw new IllegalArgumentException(
                        "kernel "
                                + this
                                + ": argument "
                                + i
                                + " must be "
                                + parameters.get(i)
                                + ", got "
                                + arguments[i]);
            }
        }
    }

    /** Reads like {@code map_exp of map.F32}. */
    @Override
    public String toString() {
        return name + " of " + program;
    }
}
