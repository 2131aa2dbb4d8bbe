package org.ranvier.testkit;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.ranvier.DType;
import org.ranvier.Shape;
import org.ranvier.op.Binary;
import org.ranvier.op.Unary;

/** Arguments worth trying. */
final class Samples {
    private static final double[] FLOATS = {
        0.0,
        -0.0,
        1,
        -1,
        0.5,
        -0.5,
        2,
        -2,
        3,
        -3,
        7,
        -7,
        10,
        -10,
        1e-5,
        -1e-5,
        0.3,
        2.5,
        -2.5,
        1e10,
        -1e10,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        Double.NaN
    };
    private static final double[] INTEGERS = {
        0, 1, -1, 2, -2, 3, -3, 7, -7, 100, -100, 65_536, Integer.MAX_VALUE, Integer.MIN_VALUE
    };

    /** Where exponentials over- and underflow, in both types. */
    private static final double[] EDGES = {
        88.5, 88.7, 88.8, -87.3, -88, -104, 709.7, 709.8, -708, -746, 20, -20, 1e4, -1e4
    };

    private Samples() {}

    /** What often goes wrong: zeros, infinities, NaN, the ends of the range. */
    static double[] specials(DType type) {
        return switch (type) {
            case BOOL -> new double[] {0, 1};
            case I32 -> INTEGERS.clone();
            case F32 -> with(Float.MIN_NORMAL, Float.MAX_VALUE);
            case F64 -> with(Double.MIN_NORMAL, Double.MAX_VALUE);
        };
    }

    private static double[] with(double least, double greatest) {
        double[] more = {least, -least, greatest, -greatest};
        return DoubleStream.concat(Arrays.stream(FLOATS), Arrays.stream(more)).toArray();
    }

    /** Thousands of numbers of all magnitudes, with the special ones; 4097 floating-point ones. */
    static Value wide(DType type) {
        if (!type.isFloating()) {
            return Value.of(type, specials(type));
        }
        SplittableRandom random = new SplittableRandom(1);
        int exponent = type == DType.F32 ? 38 : 300;
        DoubleStream fixed =
                DoubleStream.concat(Arrays.stream(specials(type)), Arrays.stream(EDGES));
        DoubleStream spread =
                DoubleStream.generate(() ->
                        switch (random.nextInt(4)) {
                            case 0 -> random.nextDouble(-1, 1);
                            case 1 -> random.nextDouble(-10, 10);
                            case 2 -> random.nextDouble(-100, 100);
                            default ->
                                    Math.pow(10, random.nextDouble(-exponent, exponent))
                                            * (random.nextBoolean() ? 1 : -1);
                        });
        return Value.of(type, DoubleStream.concat(fixed, spread).limit(4097).toArray());
    }

    /** All pairs of special numbers: the first and the second ones. */
    static Value[] pairs(DType type) {
        double[] all = specials(type);
        int n = all.length;
        double[] first = new double[n * n];
        double[] second = new double[n * n];
        for (int i = 0; i < n * n; i++) {
            first[i] = all[i / n];
            second[i] = all[i % n];
        }
        return new Value[] {Value.of(type, first), Value.of(type, second)};
    }

    static Stream<DType> types(Unary function) {
        return Arrays.stream(DType.values()).filter(function::accepts);
    }

    static Stream<DType> types(Binary function) {
        return Arrays.stream(DType.values()).filter(function::accepts);
    }

    static Stream<DType> floating() {
        return Stream.of(DType.F32, DType.F64);
    }

    static Stream<DType> numbers() {
        return Stream.of(DType.F32, DType.F64, DType.I32);
    }

    static Stream<Shape> vectors() {
        return Arrays.stream(Contract.SIZES).mapToObj(Shape::of);
    }

    static Stream<Arrangement> targets() {
        return Arrays.stream(Arrangement.values()).filter(Arrangement::isWritable);
    }
}
