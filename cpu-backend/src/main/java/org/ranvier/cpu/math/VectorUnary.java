package org.ranvier.cpu.math;

import static org.ranvier.cpu.math.Lanes.DOUBLES;
import static org.ranvier.cpu.math.Lanes.FLOATS;

import org.jspecify.annotations.Nullable;
import org.ranvier.DType;
import org.ranvier.cpu.memory.Raw;
import org.ranvier.op.Unary;

/** Kernels that apply a function to vectors. */
final class VectorUnary {
    private VectorUnary() {}

    static @Nullable UnaryKernel of(Unary f, DType type, UnaryKernel scalar) {
        return switch (type) {
            case F32 -> floats(f, scalar);
            case F64 -> doubles(f, scalar);
            case I32, BOOL -> null;
        };
    }

    private static @Nullable UnaryKernel floats(Unary f, UnaryKernel scalar) {
        return switch (f) {
            case NEG -> whole(FloatUnaryLoops::neg, FLOATS, 4);
            case ABS -> whole(FloatUnaryLoops::abs, FLOATS, 4);
            case SIGN -> whole(FloatUnaryLoops::sign, FLOATS, 4);
            case SQUARE -> whole(FloatUnaryLoops::square, FLOATS, 4);
            case RECIPROCAL -> whole(FloatUnaryLoops::reciprocal, FLOATS, 4);
            case SQRT -> whole(FloatUnaryLoops::sqrt, FLOATS, 4);
            case RSQRT -> whole(FloatUnaryLoops::rsqrt, FLOATS, 4);
            case EXP -> whole(FloatUnaryLoops::exp, FLOATS, 4);
            case EXPM1 -> whole(FloatUnaryLoops::expm1, FLOATS, 4);
            case LOG -> whole(FloatUnaryLoops::log, FLOATS, 4);
            case LOG1P -> whole(FloatUnaryLoops::log1p, FLOATS, 4);
            case SIN -> small(whole(WideUnaryLoops::sin, DOUBLES, 4), scalar, 4);
            case COS -> small(whole(WideUnaryLoops::cos, DOUBLES, 4), scalar, 4);
            case ATAN -> whole(WideUnaryLoops::atan, DOUBLES, 4);
            case TANH -> whole(FloatUnaryLoops::tanh, FLOATS, 4);
            case SIGMOID -> whole(FloatUnaryLoops::sigmoid, FLOATS, 4);
            case SOFTPLUS -> twice(FloatUnaryLoops::decay, FloatUnaryLoops::softplus, FLOATS, 4);
            case ERF -> twice(ErrorLoops::erfFloatScaled, ErrorLoops::erfFloats, FLOATS, 4);
            case RELU -> whole(FloatUnaryLoops::relu, FLOATS, 4);
            case GELU -> twice(ErrorLoops::millsFloats, ErrorLoops::geluFloats, FLOATS, 4);
            case GELU_TANH -> whole(FloatUnaryLoops::geluTanh, FLOATS, 4);
            case SILU -> whole(FloatUnaryLoops::silu, FLOATS, 4);
            case FLOOR -> whole(FloatUnaryLoops::floor, FLOATS, 4);
            case CEIL -> whole(FloatUnaryLoops::ceil, FLOATS, 4);
            case ROUND -> whole(FloatUnaryLoops::round, FLOATS, 4);
            case TRUNC -> whole(FloatUnaryLoops::trunc, FLOATS, 4);
            default -> null;
        };
    }

    private static @Nullable UnaryKernel doubles(Unary f, UnaryKernel scalar) {
        return switch (f) {
            case NEG -> whole(DoubleUnaryLoops::neg, DOUBLES, 8);
            case ABS -> whole(DoubleUnaryLoops::abs, DOUBLES, 8);
            case SIGN -> whole(DoubleUnaryLoops::sign, DOUBLES, 8);
            case SQUARE -> whole(DoubleUnaryLoops::square, DOUBLES, 8);
            case RECIPROCAL -> whole(DoubleUnaryLoops::reciprocal, DOUBLES, 8);
            case SQRT -> whole(DoubleUnaryLoops::sqrt, DOUBLES, 8);
            case RSQRT -> whole(DoubleUnaryLoops::rsqrt, DOUBLES, 8);
            case EXP -> whole(DoubleUnaryLoops::exp, DOUBLES, 8);
            case EXPM1 -> whole(DoubleUnaryLoops::expm1, DOUBLES, 8);
            case LOG -> whole(DoubleUnaryLoops::log, DOUBLES, 8);
            case LOG1P -> whole(DoubleUnaryLoops::log1p, DOUBLES, 8);
            case SIN -> small(whole(DoubleUnaryLoops::sin, DOUBLES, 8), scalar, 8);
            case COS -> small(whole(DoubleUnaryLoops::cos, DOUBLES, 8), scalar, 8);
            case ATAN -> whole(DoubleUnaryLoops::atan, DOUBLES, 8);
            case TANH -> whole(DoubleUnaryLoops::tanh, DOUBLES, 8);
            case SIGMOID -> whole(DoubleUnaryLoops::sigmoid, DOUBLES, 8);
            case SOFTPLUS -> whole(DoubleUnaryLoops::softplus, DOUBLES, 8);
            case ERF -> twice(ErrorLoops::erfDoubleScaled, ErrorLoops::erfDoubles, DOUBLES, 8);
            case RELU -> whole(DoubleUnaryLoops::relu, DOUBLES, 8);
            case GELU -> twice(ErrorLoops::geluDoubleScaled, ErrorLoops::geluDoubles, DOUBLES, 8);
            case GELU_TANH -> whole(DoubleUnaryLoops::geluTanh, DOUBLES, 8);
            case SILU -> whole(DoubleUnaryLoops::silu, DOUBLES, 8);
            case FLOOR -> whole(DoubleUnaryLoops::floor, DOUBLES, 8);
            case CEIL -> whole(DoubleUnaryLoops::ceil, DOUBLES, 8);
            case ROUND -> whole(DoubleUnaryLoops::round, DOUBLES, 8);
            case TRUNC -> whole(DoubleUnaryLoops::trunc, DOUBLES, 8);
            default -> null;
        };
    }

    private static UnaryKernel twice(UnaryKernel scaled, BinaryKernel value, int lanes, int bytes) {
        return whole(ErrorLoops.of(scaled, value, bytes), lanes, bytes);
    }

    private static UnaryKernel whole(UnaryKernel loop, int lanes, int bytes) {
        return Whole.unary(loop, lanes, bytes, bytes);
    }

    /** Leaves arguments beyond the reach of a reduction by multiples of π/2 to scalar code. */
    private static UnaryKernel small(UnaryKernel vectors, UnaryKernel scalar, int bytes) {
        return (x, y, n) -> {
            UnaryKernel kernel = anyLarge(x, n, bytes) ? scalar : vectors;
            kernel.run(x, y, n);
        };
    }

    private static boolean anyLarge(long x, int n, int bytes) {
        double largest = 0;
        for (int i = 0; i < n; i++) {
            double v =
                    bytes == 4
                            ? Raw.ALL.get(Raw.FLOAT, x + 4L * i)
                            : Raw.ALL.get(Raw.DOUBLE, x + 8L * i);
            largest = Math.abs(v) > largest ? Math.abs(v) : largest;
        }
        return largest > AngleMath.LARGE;
    }
}
