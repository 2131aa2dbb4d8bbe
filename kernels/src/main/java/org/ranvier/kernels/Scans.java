package org.ranvier.kernels;

import static org.ranvier.kernels.Parameter.Plain.LONG;
import static org.ranvier.kernels.Parameter.Plain.MEMORY;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.ranvier.DType;
import org.ranvier.op.Op;
import org.ranvier.spi.Buffer;
import org.ranvier.spi.Operand;

/** Running quantities along an axis. */
final class Scans {
    /** Room for the widest state: two doubles. */
    private static final int STATE_BYTES = 16;

    /** Fewer elements than these are not worth a work item of their own. */
    private static final long LEAST_PIECE = 64;

    private final Device device;
    private final Scratch scratch;

    Scans(Device device, Scratch scratch) {
        this.device = device;
        this.scratch = scratch;
    }

    void scan(Op.Scan op, List<Operand> in, Operand y) {
        Lines lines = Lines.of(y.shape(), op.axis());
        Traits traits = device.traits();
        long pieces = pieces(lines);
        long width = traits.cpu() ? lines.width(traits, pieces) : 1;
        List<Object> numbers =
                List.of(
                        lines.count(),
                        lines.length(),
                        lines.inner(),
                        pieces,
                        op.reverse() ? 1L : 0L,
                        width);
        long items = Math.ceilDiv(lines.count(), width) * pieces;
        long groups = traits.cpu() ? items : traits.groups(items);
        if (pieces == 1) {
            device.launch(scan(op, y.dtype()), groups, join(y, y.buffer(), in, numbers));
            return;
        }
        try (Scratch.Lease lease = scratch.lend(lines.count() * pieces * STATE_BYTES)) {
            Buffer carry = lease.buffer();
            List<Object> rest = new ArrayList<>(in);
            rest.addAll(numbers);
            rest.addFirst(carry);
            device.launch(pieces(op, y.dtype()), groups, rest.toArray());
            device.launch(
                    carry(op, y.dtype()),
                    traits.groups(lines.count()),
                    carry,
                    lines.count(),
                    pieces);
            device.launch(scan(op, y.dtype()), groups, join(y, carry, in, numbers));
        }
    }

    /** Into how many pieces lines are cut, so that the device has enough to do. */
    private long pieces(Lines lines) {
        Traits traits = device.traits();
        long wanted = 2L * traits.units() * traits.group();
        return Math.clamp(
                (wanted + lines.count() - 1) / lines.count(),
                1,
                Math.max(1, lines.length() / LEAST_PIECE));
    }

    private static Object[] join(Operand y, Buffer carry, List<Operand> in, List<Object> numbers) {
        List<Object> all = new ArrayList<>(List.of(y, carry));
        all.addAll(in);
        all.addAll(numbers);
        return all.toArray();
    }

    private static Kernel scan(Op.Scan op, DType type) {
        List<Parameter> parameters = new ArrayList<>(inputs(op, type));
        parameters.addFirst(new Parameter.Tensor(type));
        return new Kernel(Program.of("scan", type), name(op), parameters);
    }

    private static Kernel pieces(Op.Scan op, DType type) {
        return new Kernel(Program.of("scan", type), name(op) + "_pieces", inputs(op, type));
    }

    private static List<Parameter> inputs(Op.Scan op, DType type) {
        List<Parameter> parameters = new ArrayList<>(List.of(MEMORY, new Parameter.Tensor(type)));
        if (op.recurrence() == Op.Recurrence.LINEAR) {
            parameters.add(new Parameter.Tensor(type));
        }
        parameters.addAll(Collections.nCopies(6, LONG));
        return parameters;
    }

    private static Kernel carry(Op.Scan op, DType type) {
        return Kernel.of(Program.of("scan", type), name(op) + "_carry", MEMORY, LONG, LONG);
    }

    private static String name(Op.Scan op) {
        return op.recurrence().name().toLowerCase(Locale.ROOT);
    }

    static void list(Consumer<Kernel> catalogue) {
        for (DType type : List.of(DType.F32, DType.F64, DType.I32)) {
            for (Op.Recurrence recurrence : Op.Recurrence.values()) {
                Op.Scan op = new Op.Scan(recurrence, 0, false);
                catalogue.accept(scan(op, type));
                catalogue.accept(pieces(op, type));
                catalogue.accept(carry(op, type));
            }
        }
    }
}
