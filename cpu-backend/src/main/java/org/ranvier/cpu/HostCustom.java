package org.ranvier.cpu;

import java.util.List;
import org.ranvier.cpu.memory.HostBuffer;
import org.ranvier.op.CustomOp;
import org.ranvier.op.HostArray;
import org.ranvier.spi.Operand;

/** Users' operations written in Java. */
final class HostCustom {
    private HostCustom() {}

    static void execute(CustomOp op, List<Operand> in, List<Operand> out) {
        CustomOp.HostFunction function = op.host();
        if (function == null) {
            throw new UnsupportedOperationException(
                    op.name() + ": no implementation in Java; give one with withHost");
        }
        function.run(arrays(in), arrays(out));
    }

    private static List<HostArray> arrays(List<Operand> operands) {
        return operands.stream()
                .map(o ->
                        new HostArray(
                                o.spec(),
                                HostBuffer.of(o).asSlice(o.byteOffset(), o.spec().byteSize())))
                .toList();
    }
}
