package org.ranvier.cuda;

import java.util.List;
import org.ranvier.TensorSpec;
import org.ranvier.kernels.Operations;
import org.ranvier.kernels.TiledProducts;
import org.ranvier.op.Fused;
import org.ranvier.op.Op;
import org.ranvier.spi.Operand;

/** Who carries out which operation: cuBLAS, the kernels for CUDA, or those common with OpenCL. */
final class CudaOperations {
    private final CudaDevice device;
    private final Operations common;
    private final TiledProducts products;

    CudaOperations(CudaDevice device) {
        this.device = device;
        common = new Operations(device);
        products = new TiledProducts(device, device.precision());
    }

    boolean supports(Fused op, List<TensorSpec> in) {
        return products.supports(op, in) || common.supports(op, in);
    }

    void execute(Op op, List<Operand> in, List<Operand> out) {
        if (op instanceof Op.MatMul && device.matmul(in.get(0), in.get(1), out.get(0))) {
            return;
        }
        if (products.supports(op, in.stream().map(Operand::spec).toList())) {
            products.execute(op, in, out.get(0));
        } else {
            common.execute(op, in, out);
        }
    }

    /** Gives memory kept for intermediate results back to the device. */
    void trim() {
        common.trim();
        products.trim();
    }
}
