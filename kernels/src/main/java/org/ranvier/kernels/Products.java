package org.ranvier.kernels;

import org.ranvier.Layout;
import org.ranvier.spi.Operand;

/** Products of matrices. */
final class Products {
    private final Contractions contractions;

    Products(Contractions contractions) {
        this.contractions = contractions;
    }

    void matmul(Operand a, Operand b, Operand y) {
        int row = y.shape().rank() - 2;
        int column = row + 1;
        Layout inA = a.layout();
        Layout inB = b.layout();
        Layout inY = y.layout();
        Contraction.Axes batches = new Contraction.Axes();
        for (int i = 0; i < row; i++) {
            batches.add(y.shape().size(i), inA.stride(i), inB.stride(i), inY.stride(i));
        }
        contractions.contract(
                new Contraction(
                        axis(y.shape().size(row), inA.stride(row), inY.stride(row)),
                        axis(y.shape().size(column), inB.stride(column), inY.stride(column)),
                        axis(a.shape().size(column), inA.stride(column), inB.stride(row)),
                        batches.batches()),
                a,
                b,
                y);
    }

    private static View axis(long size, long first, long second) {
        return new Contraction.Axes().add(size, first, second).few();
    }
}
