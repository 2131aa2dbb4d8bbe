package org.ranvier.testkit;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.ranvier.DType;
import org.ranvier.Session;
import org.ranvier.Shape;
import org.ranvier.Tensor;
import org.ranvier.TensorSpec;

/**
 * An operand of a case: its elements, as doubles, and how they lie in memory.
 *
 * @param spec type and shape
 * @param elements in row-major order, exactly representable in the type
 * @param arrangement how they lie on the device under test
 */
record Value(TensorSpec spec, double[] elements, Arrangement arrangement) {
    /** The given elements, rounded to the type. */
    static Value of(DType type, Shape shape, double... elements) {
        if (elements.length != shape.elements()) {
            throw new IllegalArgumentException(elements.length + " elements for " + shape);
        }
        double[] rounded = Arrays.stream(elements).map(x -> round(type, x)).toArray();
        return new Value(new TensorSpec(type, shape), rounded, Arrangement.CONTIGUOUS);
    }

    /** A vector. */
    static Value of(DType type, double... elements) {
        return of(type, Shape.of(elements.length), elements);
    }

    /** Numbers spread evenly between two bounds, the same for the same seed. */
    static Value uniform(DType type, Shape shape, long seed, double low, double high) {
        SplittableRandom random = new SplittableRandom(seed * 31 + shape.hashCode());
        return of(
                type,
                shape,
                random.doubles(shape.elements()).map(u -> low + (high - low) * u).toArray());
    }

    /** Numbers between −2 and 2; integers between −9 and 9, truth values at random. */
    static Value noise(DType type, Shape shape, long seed) {
        return switch (type) {
            case F32, F64 -> uniform(type, shape, seed, -2, 2);
            case I32 -> uniform(type, shape, seed, -10, 10);
            case BOOL -> uniform(DType.I32, shape, seed, 0, 2).as(DType.BOOL);
        };
    }

    /** Whole numbers from 0 to below a bound, as indices. */
    static Value indices(Shape shape, long seed, long bound) {
        return uniform(DType.I32, shape, seed, 0, bound);
    }

    /** The same elements in another arrangement. */
    Value laid(Arrangement other) {
        return new Value(spec, elements, other);
    }

    /** The same elements, rounded to another type. */
    Value as(DType type) {
        return of(type, spec.shape(), elements).laid(arrangement);
    }

    Value abs() {
        double[] absolute = Arrays.stream(elements).map(Math::abs).toArray();
        return of(spec.dtype(), spec.shape(), absolute).laid(arrangement);
    }

    /** The operand as the device under test gets it. */
    Tensor on(Session s) {
        return arrangement.arrange(plain(s));
    }

    /** The operand as the reference gets it: the same elements, contiguous. */
    Tensor plainOn(Session s) {
        return on(s).copy();
    }

    private Tensor plain(Session s) {
        long[] sizes = spec.shape().toArray();
        Tensor vector =
                switch (spec.dtype()) {
                    case F32 -> {
                        float[] floats = new float[elements.length];
                        for (int i = 0; i < floats.length; i++) {
                            floats[i] = (float) elements[i];
                        }
                        yield s.tensor(floats, elements.length);
                    }
                    case F64 -> s.tensor(elements, elements.length);
                    case I32 ->
                            s.tensor(
                                    Arrays.stream(elements).mapToInt(x -> (int) x).toArray(),
                                    elements.length);
                    case BOOL -> {
                        boolean[] truths = new boolean[elements.length];
                        for (int i = 0; i < truths.length; i++) {
                            truths[i] = elements[i] != 0;
                        }
                        yield s.tensor(truths, elements.length);
                    }
                };
        return vector.reshape(Shape.of(sizes));
    }

    private static double round(DType type, double x) {
        return switch (type) {
            case F32 -> (float) x;
            case F64 -> x;
            case I32 -> (int) x;
            case BOOL -> x != 0 ? 1 : 0;
        };
    }

    @Override
    public String toString() {
        return arrangement == Arrangement.CONTIGUOUS ? spec.toString() : spec + " " + arrangement;
    }
}
