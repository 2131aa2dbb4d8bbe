package org.ranvier.cpu.math;

import static org.ranvier.cpu.math.Lanes.BYTES;
import static org.ranvier.cpu.math.Lanes.DOUBLES;
import static org.ranvier.cpu.math.Lanes.FLOATS;

import org.jspecify.annotations.Nullable;
import org.ranvier.DType;
import org.ranvier.op.Binary;

/** Kernels that apply a function of two arguments to vectors. */
final class VectorBinary {
    private VectorBinary() {}

    static @Nullable BinaryKernel of(Binary f, DType type) {
        if (type != DType.BOOL && f.result(type) == DType.BOOL) {
            return Lanes.hasMasks(type) ? test(f, type) : null;
        }
        return switch (type) {
            case F32 -> floats(f);
            case F64 -> doubles(f);
            case I32 -> ints(f);
            case BOOL -> bytes(f);
        };
    }

    private static @Nullable BinaryKernel test(Binary f, DType type) {
        return switch (type) {
            case F32 -> floatTest(f);
            case F64 -> doubleTest(f);
            case I32 -> intTest(f);
            case BOOL -> null;
        };
    }

    private static @Nullable BinaryKernel floats(Binary f) {
        return switch (f) {
            case ADD -> Whole.binary(FloatBinaryLoops::add, FLOATS, 4, 4);
            case SUB -> Whole.binary(FloatBinaryLoops::sub, FLOATS, 4, 4);
            case MUL -> Whole.binary(FloatBinaryLoops::mul, FLOATS, 4, 4);
            case DIV -> Whole.binary(FloatBinaryLoops::div, FLOATS, 4, 4);
            case MAX -> Whole.binary(FloatBinaryLoops::max, FLOATS, 4, 4);
            case MIN -> Whole.binary(FloatBinaryLoops::min, FLOATS, 4, 4);
            case POW -> Whole.binary(PowerLanes::pow, DOUBLES, 4, 4);
            default -> null;
        };
    }

    private static @Nullable BinaryKernel doubles(Binary f) {
        return switch (f) {
            case ADD -> Whole.binary(DoubleBinaryLoops::add, DOUBLES, 8, 8);
            case SUB -> Whole.binary(DoubleBinaryLoops::sub, DOUBLES, 8, 8);
            case MUL -> Whole.binary(DoubleBinaryLoops::mul, DOUBLES, 8, 8);
            case DIV -> Whole.binary(DoubleBinaryLoops::div, DOUBLES, 8, 8);
            case MAX -> Whole.binary(DoubleBinaryLoops::max, DOUBLES, 8, 8);
            case MIN -> Whole.binary(DoubleBinaryLoops::min, DOUBLES, 8, 8);
            default -> null;
        };
    }

    private static @Nullable BinaryKernel ints(Binary f) {
        return switch (f) {
            case ADD -> Whole.binary(IntBinaryLoops::add, FLOATS, 4, 4);
            case SUB -> Whole.binary(IntBinaryLoops::sub, FLOATS, 4, 4);
            case MUL -> Whole.binary(IntBinaryLoops::mul, FLOATS, 4, 4);
            case MAX -> Whole.binary(IntBinaryLoops::max, FLOATS, 4, 4);
            case MIN -> Whole.binary(IntBinaryLoops::min, FLOATS, 4, 4);
            default -> null;
        };
    }

    private static @Nullable BinaryKernel bytes(Binary f) {
        return switch (f) {
            case AND -> Whole.binary(ByteBinaryLoops::and, BYTES, 1, 1);
            case OR -> Whole.binary(ByteBinaryLoops::or, BYTES, 1, 1);
            case XOR -> Whole.binary(ByteBinaryLoops::xor, BYTES, 1, 1);
            case NE -> Whole.binary(ByteBinaryLoops::xor, BYTES, 1, 1);
            case EQ -> Whole.binary(ByteBinaryLoops::eq, BYTES, 1, 1);
            default -> null;
        };
    }

    private static @Nullable BinaryKernel floatTest(Binary f) {
        return switch (f) {
            case EQ -> Whole.binary(FloatBinaryLoops::eq, FLOATS, 4, 1);
            case NE -> Whole.binary(FloatBinaryLoops::ne, FLOATS, 4, 1);
            case LT -> Whole.binary(FloatBinaryLoops::lt, FLOATS, 4, 1);
            case LE -> Whole.binary(FloatBinaryLoops::le, FLOATS, 4, 1);
            case GT -> Whole.binary(FloatBinaryLoops::gt, FLOATS, 4, 1);
            case GE -> Whole.binary(FloatBinaryLoops::ge, FLOATS, 4, 1);
            default -> null;
        };
    }

    private static @Nullable BinaryKernel doubleTest(Binary f) {
        return switch (f) {
            case EQ -> Whole.binary(DoubleBinaryLoops::eq, DOUBLES, 8, 1);
            case NE -> Whole.binary(DoubleBinaryLoops::ne, DOUBLES, 8, 1);
            case LT -> Whole.binary(DoubleBinaryLoops::lt, DOUBLES, 8, 1);
            case LE -> Whole.binary(DoubleBinaryLoops::le, DOUBLES, 8, 1);
            case GT -> Whole.binary(DoubleBinaryLoops::gt, DOUBLES, 8, 1);
            case GE -> Whole.binary(DoubleBinaryLoops::ge, DOUBLES, 8, 1);
            default -> null;
        };
    }

    private static @Nullable BinaryKernel intTest(Binary f) {
        return switch (f) {
            case EQ -> Whole.binary(IntBinaryLoops::eq, FLOATS, 4, 1);
            case NE -> Whole.binary(IntBinaryLoops::ne, FLOATS, 4, 1);
            case LT -> Whole.binary(IntBinaryLoops::lt, FLOATS, 4, 1);
            case LE -> Whole.binary(IntBinaryLoops::le, FLOATS, 4, 1);
            case GT -> Whole.binary(IntBinaryLoops::gt, FLOATS, 4, 1);
            case GE -> Whole.binary(IntBinaryLoops::ge, FLOATS, 4, 1);
            default -> null;
        };
    }
}
