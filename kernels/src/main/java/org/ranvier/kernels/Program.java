package org.ranvier.kernels;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.ranvier.DType;

/**
 * A unit of device code, compiled for element types. It is the piece that is compiled at once.
 *
 * @param unit the file's name without extension
 * @param types the types that stand for T and S in it, as many as it has
 */
public record Program(String unit, List<DType> types) {
    private static final List<String> NAMES = List.of("T_TYPE", "S_TYPE");

    /** Copies the list. */
    public Program {
        types = List.copyOf(types);
    }

    /**
     * A program.
     *
     * @param unit the file's name without extension
     * @param types the types that stand for T and S in it
     * @return the program
     */
    public static Program of(String unit, DType... types) {
        return new Program(unit, List.of(types));
    }

    /**
     * What must be defined when it is compiled.
     *
     * @return macros, as {@code T_TYPE=F32}
     */
    public List<String> defines() {
        List<String> defines = new ArrayList<>();
        for (int i = 0; i < types.size(); i++) {
            defines.add(NAMES.get(i) + "=" + types.get(i));
        }
        return defines;
    }

    /**
     * The oldest compute capability of CUDA devices that it is compiled for: units for tensor cores
     * need 8.0.
     *
     * @return as compilers number it: 75 for 7.5
     */
    public int capability() {
        return unit.endsWith("_tensor") ? 80 : 75;
    }

    /** Reads like {@code copy.F32.I32}. */
    @Override
    public String toString() {
        return types.stream().map(type -> "." + type).collect(Collectors.joining("", unit, ""));
    }
}
