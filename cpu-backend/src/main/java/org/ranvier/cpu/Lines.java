package org.ranvier.cpu;

import org.ranvier.DType;
import org.ranvier.cpu.memory.Raw;
import org.ranvier.spi.Operand;

/**
 * A contiguous operand as lines along an axis: element i of line {@code (o, k)} lies at {@code (o ·
 * length + i) · inner + k}.
 *
 * @param address where the operand begins
 * @param type the type of the elements
 * @param outer the number of elements before the axis
 * @param length the size of the axis
 * @param inner the number of elements behind the axis
 */
record Lines(long address, DType type, long outer, long length, long inner) {
    static Lines of(Operand operand, int axis) {
        int rank = operand.shape().rank();
        return new Lines(
                Raw.address(operand),
                operand.dtype(),
                operand.shape().head(axis).elements(),
                operand.shape().size(axis),
                operand.shape().tail(rank - 1 - axis).elements());
    }

    long at(long o, long i, long k) {
        return address + ((o * length + i) * inner + k) * type.byteSize();
    }
}
