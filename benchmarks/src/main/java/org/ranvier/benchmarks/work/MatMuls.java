package org.ranvier.benchmarks.work;

import java.util.ArrayList;
import java.util.List;
import org.ranvier.Shape;
import org.ranvier.benchmarks.work.Workload.Cost;
import org.ranvier.benchmarks.work.Workload.Family;
import org.ranvier.op.Op;

/** Products of matrices, square ones and those of networks. */
final class MatMuls {
    private MatMuls() {}

    static List<Workload> all() {
        List<Workload> list = new ArrayList<>();
        for (long n : new long[] {64, 128, 256, 512, 1024, 2048}) {
            Workload square = matmul(1, n, n, n);
            list.add(n == 512 ? square.quickly() : square);
        }
        list.add(matmul(1, 64, 784, 512).quickly());
        list.add(matmul(1, 4096, 64, 64));
        list.add(matmul(256, 64, 64, 64));
        return list;
    }

    private static Workload matmul(long batch, long m, long k, long n) {
        String shape = m + "x" + k + "x" + n;
        double flops = 2.0 * batch * m * k * n;
        double bytes = Make.bytes((double) batch * (m * k + k * n + m * n));
        return Make.op(
                Family.MATMUL,
                "matmul f32 " + (batch == 1 ? shape : batch + " of " + shape),
                new Cost(flops, bytes),
                new Op.MatMul(),
                batch == 1 ? Shape.of(m, k) : Shape.of(batch, m, k),
                batch == 1 ? Shape.of(k, n) : Shape.of(batch, k, n));
    }
}
