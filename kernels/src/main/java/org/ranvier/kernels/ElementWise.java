package org.ranvier.kernels;

import static org.ranvier.kernels.Parameter.Plain.LONG;
import static org.ranvier.kernels.Parameter.Plain.VIEW;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.ranvier.DType;
import org.ranvier.Layout;
import org.ranvier.op.Binary;
import org.ranvier.op.Unary;
import org.ranvier.spi.Operand;

/** Fills, copies, choices and functions, element by element, of tensors of any layout. */
final class ElementWise {
    /** The side of a tile, as in the device code; a processor's is 2 × 8 as large. */
    private static final long TILE = 32;

    private final Device device;

    ElementWise(Device device) {
        this.device = device;
    }

    void fill(double value, Operand y) {
        launch(fill(y.dtype()), List.of(value), y);
    }

    void copy(Operand x, Operand y) {
        View tiled = View.of(y.layout(), x.layout()).tiled();
        if (tiled == null) {
            launch(copy(x.dtype(), y.dtype()), List.of(), y, x);
            return;
        }
        device.launch(
                copyTiles(x.dtype(), y.dtype()),
                device.traits().cpu() ? tiled.tiles(2 * TILE, 8 * TILE) : tiled.tiles(TILE, TILE),
                y,
                x,
                tiled.elements(),
                tiled);
    }

    void map(Unary function, Operand x, Operand y) {
        launch(map(function, x.dtype()), List.of(), y, x);
    }

    void zip(Binary function, Operand a, Operand b, Operand y) {
        launch(zip(function, a.dtype()), List.of(), y, a, b);
    }

    void select(Operand condition, Operand a, Operand b, Operand y) {
        launch(select(y.dtype()), List.of(), y, condition, a, b);
    }

    private static Kernel fill(DType type) {
        return Kernel.of(
                Program.of("fill", type),
                "fill",
                new Parameter.Tensor(type),
                LONG,
                new Parameter.Value(type));
    }

    private static Kernel copy(DType from, DType to) {
        return function(Program.of("copy", to, from), "copy", to, from);
    }

    private static Kernel copyTiles(DType from, DType to) {
        Kernel strided = strided(copy(from, to));
        return new Kernel(strided.program(), "copy_tiles", strided.parameters());
    }

    private static Kernel map(Unary function, DType type) {
        return function(
                Program.of("map", type), name("map", function), function.result(type), type);
    }

    private static Kernel zip(Binary function, DType type) {
        return function(
                Program.of("zip", type), name("zip", function), function.result(type), type, type);
    }

    private static Kernel select(DType type) {
        return function(Program.of("fill", type), "where", type, DType.BOOL, type, type);
    }

    private static Kernel function(Program program, String name, DType... tensors) {
        List<Parameter> parameters = new ArrayList<>();
        for (DType type : tensors) {
            parameters.add(new Parameter.Tensor(type));
        }
        parameters.add(LONG);
        return new Kernel(program, name, parameters);
    }

    private static Kernel strided(Kernel kernel) {
        List<Parameter> parameters = new ArrayList<>(kernel.parameters());
        parameters.add(VIEW);
        return new Kernel(kernel.program(), kernel.name() + "_strided", parameters);
    }

    private static String name(String family, Enum<?> function) {
        return family + "_" + function.name().toLowerCase(Locale.ROOT);
    }

    private void launch(Kernel kernel, List<Object> values, Operand... tensors) {
        View view = View.of(Arrays.stream(tensors).map(Operand::layout).toArray(Layout[]::new));
        List<Object> arguments = new ArrayList<>(List.of(tensors));
        arguments.add(view.elements());
        arguments.addAll(values);
        boolean contiguous = view.isContiguous();
        if (!contiguous) {
            arguments.add(view);
        }
        device.launch(
                contiguous ? kernel : strided(kernel),
                device.traits().groupsOfElements(view.elements()),
                arguments.toArray());
    }

    static void list(Consumer<Kernel> catalogue) {
        List<Kernel> kernels = new ArrayList<>();
        for (DType type : DType.values()) {
            kernels.add(fill(type));
            kernels.add(select(type));
            for (DType from : DType.values()) {
                kernels.add(copy(from, type));
            }
            Arrays.stream(Unary.values())
                    .filter(f -> f.accepts(type))
                    .forEach(f -> kernels.add(map(f, type)));
            Arrays.stream(Binary.values())
                    .filter(f -> f.accepts(type))
                    .forEach(f -> kernels.add(zip(f, type)));
        }
        kernels.forEach(catalogue);
        kernels.forEach(kernel -> catalogue.accept(strided(kernel)));
        for (DType type : DType.values()) {
            for (DType from : DType.values()) {
                catalogue.accept(copyTiles(from, type));
            }
        }
    }
}
