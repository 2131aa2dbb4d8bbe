package org.ranvier.cpu.gemm;

/**
 * A matrix in native memory; all distances are in bytes.
 *
 * @param address where element (0, 0) lies
 * @param row distance of rows
 * @param column distance of columns
 */
record Matrix(long address, long row, long column) {
    Matrix transpose() {
        return new Matrix(address, column, row);
    }

    /** The part that begins at an element. */
    Matrix from(long i, long j) {
        return new Matrix(at(i, j), row, column);
    }

    long at(long i, long j) {
        return address + i * row + j * column;
    }

    Matrix shift(long bytes) {
        return new Matrix(address + bytes, row, column);
    }
}
