package org.ranvier.kernels;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.ranvier.DType;

/** Puts together what a kernel takes, in order. */
final class Signature {
    private final Program program;
    private final String name;
    private final List<Parameter> parameters = new ArrayList<>();

    private Signature(Program program, String name) {
        this.program = program;
        this.name = name;
    }

    static Signature of(Program program, String name) {
        return new Signature(program, name);
    }

    Signature tensors(int count, DType type) {
        return add(count, new Parameter.Tensor(type));
    }

    Signature values(int count, DType type) {
        return add(count, new Parameter.Value(type));
    }

    Signature memories(int count) {
        return add(count, Parameter.Plain.MEMORY);
    }

    Signature longs(int count) {
        return add(count, Parameter.Plain.LONG);
    }

    private Signature add(int count, Parameter parameter) {
        parameters.addAll(Collections.nCopies(count, parameter));
        return this;
    }

    Kernel kernel() {
        return new Kernel(program, name, parameters);
    }
}
