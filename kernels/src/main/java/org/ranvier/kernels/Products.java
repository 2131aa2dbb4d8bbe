package org.ranvier.kernels;

import static org.ranvier.kernels.Parameter.Plain.LONG;
import static org.ranvier.kernels.Parameter.Plain.VIEW;

import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.ranvier.DType;
import org.ranvier.Layout;
import org.ranvier.spi.Operand;

/** Products of matrices. */
final class Products {
    private final Device device;

    Products(Device device) {
        this.device = device;
    }

    void matmul(Operand a, Operand b, Operand y) {
        int row = a.shape().rank() - 2;
        int column = row + 1;
        device.launch(
                matmul(y.dtype()),
                device.traits().groups(y.shape().elements()),
                y,
                a,
                b,
                y.shape().elements(),
                y.shape().size(row),
                y.shape().size(column),
                a.shape().size(column),
                a.layout().stride(row),
                a.layout().stride(column),
                b.layout().stride(row),
                b.layout().stride(column),
                View.inOrder(batches(a.layout()), batches(b.layout())));
    }

    private static Layout batches(Layout layout) {
        int rank = layout.shape().rank() - 2;
        return new Layout(layout.shape().head(rank), Arrays.copyOf(layout.strides(), rank), 0);
    }

    private static Kernel matmul(DType type) {
        Parameter tensor = new Parameter.Tensor(type);
        return Kernel.of(
                Program.of("matmul", type),
                "matmul",
                tensor,
                tensor,
                tensor,
                LONG,
                LONG,
                LONG,
                LONG,
                LONG,
                LONG,
                LONG,
                LONG,
                VIEW);
    }

    static void list(Consumer<Kernel> catalogue) {
        for (DType type : List.of(DType.F32, DType.F64)) {
            catalogue.accept(matmul(type));
        }
    }
}
