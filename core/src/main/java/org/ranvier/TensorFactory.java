package org.ranvier;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import org.ranvier.op.Distribution;
import org.ranvier.op.Movement;
import org.ranvier.op.Op;
import org.ranvier.op.Region;
import org.ranvier.random.RandomStream;

/** Ways to make tensors. Where no type is named it is F32. */
public sealed interface TensorFactory permits Session {
    /**
     * The session that makes them.
     *
     * @return the session
     */
    Session session();

    /**
     * The default stream of random numbers.
     *
     * @return the stream
     */
    RandomStream random();

    /**
     * A tensor of elements in host memory.
     *
     * @param type their type
     * @param shape the shape
     * @param elements the elements in row-major order, exactly as many bytes as they take
     * @return the tensor
     * @throws IllegalArgumentException if the sizes differ
     */
    Tensor fromMemory(DType type, Shape shape, MemorySegment elements);

    /**
     * An F32 tensor.
     *
     * @param elements the elements in row-major order
     * @param sizes the sizes of the shape; none for a single axis of all elements
     * @return the tensor
     */
    default Tensor tensor(float[] elements, long... sizes) {
        Shape shape = Creation.shape(elements.length, sizes);
        try (Arena arena = Arena.ofConfined()) {
            return fromMemory(
                    DType.F32, shape, arena.allocateFrom(ValueLayout.JAVA_FLOAT, elements));
        }
    }

    /**
     * An F64 tensor.
     *
     * @param elements the elements in row-major order
     * @param sizes the sizes of the shape; none for a single axis of all elements
     * @return the tensor
     */
    default Tensor tensor(double[] elements, long... sizes) {
        Shape shape = Creation.shape(elements.length, sizes);
        try (Arena arena = Arena.ofConfined()) {
            return fromMemory(
                    DType.F64, shape, arena.allocateFrom(ValueLayout.JAVA_DOUBLE, elements));
        }
    }

    /**
     * An I32 tensor.
     *
     * @param elements the elements in row-major order
     * @param sizes the sizes of the shape; none for a single axis of all elements
     * @return the tensor
     */
    default Tensor tensor(int[] elements, long... sizes) {
        Shape shape = Creation.shape(elements.length, sizes);
        try (Arena arena = Arena.ofConfined()) {
            return fromMemory(DType.I32, shape, arena.allocateFrom(ValueLayout.JAVA_INT, elements));
        }
    }

    /**
     * A BOOL tensor.
     *
     * @param elements the elements in row-major order
     * @param sizes the sizes of the shape; none for a single axis of all elements
     * @return the tensor
     */
    default Tensor tensor(boolean[] elements, long... sizes) {
        Shape shape = Creation.shape(elements.length, sizes);
        byte[] bytes = new byte[elements.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (elements[i] ? 1 : 0);
        }
        try (Arena arena = Arena.ofConfined()) {
            return fromMemory(DType.BOOL, shape, arena.allocateFrom(ValueLayout.JAVA_BYTE, bytes));
        }
    }

    /**
     * One value everywhere.
     *
     * @param type the type
     * @param shape the shape
     * @param value the value; a truth value is 0 or 1
     * @return the tensor
     */
    default Tensor full(DType type, Shape shape, double value) {
        return session().apply(new Op.Fill(new TensorSpec(type, shape), value), List.of()).get(0);
    }

    /**
     * F32 zeros.
     *
     * @param sizes the sizes of the shape
     * @return the tensor
     */
    default Tensor zeros(long... sizes) {
        return full(DType.F32, Shape.of(sizes), 0);
    }

    /**
     * F32 ones.
     *
     * @param sizes the sizes of the shape
     * @return the tensor
     */
    default Tensor ones(long... sizes) {
        return full(DType.F32, Shape.of(sizes), 1);
    }

    /**
     * An F32 scalar.
     *
     * @param value the value
     * @return the tensor
     */
    default Tensor scalar(double value) {
        return full(DType.F32, Shape.SCALAR, value);
    }

    /**
     * 0, 1, 2, … as I32.
     *
     * @param count how many
     * @return the tensor of rank 1
     */
    default Tensor arange(long count) {
        return full(DType.I32, Shape.of(count), 1).cumSum(0).sub(1);
    }

    /**
     * Evenly spaced numbers, both ends included.
     *
     * @param type F32 or F64
     * @param start the first
     * @param end the last
     * @param count how many
     * @return the tensor of rank 1
     */
    default Tensor linspace(DType type, double start, double end, long count) {
        return arange(count).to(type).mul((end - start) / Math.max(1, count - 1)).add(start);
    }

    /**
     * The identity matrix.
     *
     * @param type the type
     * @param size rows and columns
     * @return the tensor
     */
    default Tensor eye(DType type, long size) {
        return arange(size).oneHot(size).to(type);
    }

    /**
     * Uniform on [0, 1), from the session's stream.
     *
     * @param sizes the sizes of the shape
     * @return an F32 tensor
     */
    default Tensor rand(long... sizes) {
        return random().draw(session(), Distribution.UNIFORM, DType.F32, Shape.of(sizes));
    }

    /**
     * Normal with mean 0 and deviation 1, from the session's stream.
     *
     * @param sizes the sizes of the shape
     * @return an F32 tensor
     */
    default Tensor randn(long... sizes) {
        return random().draw(session(), Distribution.NORMAL, DType.F32, Shape.of(sizes));
    }

    /**
     * Joins tensors along an axis.
     *
     * @param axis the axis; negative counts from the end
     * @param parts at least one; equal in all other axes and in type
     * @return the joined tensor
     */
    default Tensor concat(int axis, List<Tensor> parts) {
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("concat: expected at least one tensor");
        }
        Shape first = parts.get(0).shape();
        int at = first.axis(axis);
        List<Region> regions = new ArrayList<>();
        long length = 0;
        for (Tensor part : parts) {
            if (part.rank() != first.rank()
                    || !part.shape().with(at, 0).equals(first.with(at, 0))) {
                throw new IllegalArgumentException(
                        "concat: shapes "
                                + first
                                + " and "
                                + part.shape()
                                + " differ elsewhere than along axis "
                                + axis);
            }
            regions.add(Region.along(part.shape(), at, length, part.size(at), 1));
            length += part.size(at);
        }
        return session().assemble(new Movement.Assemble(first.with(at, length), regions, 0), parts);
    }

    /**
     * Joins tensors along a new axis.
     *
     * @param axis where the new axis will stand; negative counts from behind the end
     * @param parts at least one; equal in shape and type
     * @return the joined tensor
     */
    default Tensor stack(int axis, List<Tensor> parts) {
        return concat(
                axis < 0 && !parts.isEmpty() ? axis + parts.get(0).rank() + 1 : axis,
                parts.stream().map(part -> part.unsqueeze(axis)).toList());
    }

    /**
     * An Einstein sum, as NumPy's: the sum over products of elements in which every label runs over
     * its axes. {@code "ij,jk->ik"} is the matrix product, {@code "ii"} the trace, {@code
     * "...ii->...i"} the diagonals. Without an arrow the result has the labels that occur once, in
     * alphabetical order, behind the axes under an ellipsis. Axes of size 1 stretch.
     *
     * @param subscripts a letter for each axis of each operand, operands separated by commas; then,
     *     behind an arrow, the labels of the result
     * @param operands at least one, of one type
     * @return the sum; with a single operand possibly a view
     * @throws IllegalArgumentException if the subscripts are malformed or do not fit the operands
     */
    default Tensor einsum(String subscripts, Tensor... operands) {
        return Einsum.of(subscripts, List.of(operands));
    }
}
