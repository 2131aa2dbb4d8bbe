package org.ranvier.models.data;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.ranvier.DType;
import org.ranvier.Shape;
import org.ranvier.TensorSpec;

/**
 * Samples of one type and shape in host memory, one after the other.
 *
 * @param dtype the type of their elements
 * @param sample the shape of one, {@link Shape#SCALAR} for single numbers
 * @param elements all elements in row-major order
 */
public record Column(DType dtype, Shape sample, MemorySegment elements) {
    /** Checks that the elements fill whole samples. */
    public Column {
        long bytes = new TensorSpec(dtype, sample).byteSize();
        if (bytes == 0 || elements.byteSize() % bytes != 0) {
            throw new IllegalArgumentException(
                    "column: "
                            + elements.byteSize() / dtype.byteSize()
                            + " elements do not make whole samples of shape "
                            + sample);
        }
    }

    /**
     * F32 samples.
     *
     * @param elements all elements in row-major order
     * @param sample the sizes of the shape of one sample
     * @return the column, which shares the array
     */
    public static Column of(float[] elements, long... sample) {
        return new Column(DType.F32, Shape.of(sample), MemorySegment.ofArray(elements));
    }

    /**
     * I32 samples.
     *
     * @param elements all elements in row-major order
     * @param sample the sizes of the shape of one sample; none for single numbers, as classes are
     * @return the column, which shares the array
     */
    public static Column of(int[] elements, long... sample) {
        return new Column(DType.I32, Shape.of(sample), MemorySegment.ofArray(elements));
    }

    /**
     * The memory that a sample takes.
     *
     * @return the number of bytes
     */
    public long sampleBytes() {
        return new TensorSpec(dtype, sample).byteSize();
    }

    /**
     * How many samples there are.
     *
     * @return the number
     */
    public int size() {
        return Math.toIntExact(elements.byteSize() / sampleBytes());
    }

    /**
     * The elements of one sample.
     *
     * @param index which
     * @return the memory, shared with the column
     * @throws IndexOutOfBoundsException if there is no such sample
     */
    public MemorySegment get(int index) {
        return elements.asSlice(index * sampleBytes(), sampleBytes());
    }

    /**
     * The class that a sample of single I32 numbers holds.
     *
     * @param index which
     * @return the number
     * @throws IllegalStateException if the column does not hold single I32 numbers
     */
    public int label(int index) {
        if (!isLabels()) {
            throw new IllegalStateException(
                    "column: " + dtype + sample + " samples are no classes; expected I32[]");
        }
        return elements.getAtIndex(ValueLayout.JAVA_INT_UNALIGNED, index);
    }

    /**
     * Whether the samples are single I32 numbers, as classes are.
     *
     * @return true if so
     */
    public boolean isLabels() {
        return dtype == DType.I32 && sample.rank() == 0;
    }
}
