package org.ranvier.cpu.math;

import java.lang.foreign.MemorySegment;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.DoubleUnaryOperator;
import org.ranvier.DType;
import org.ranvier.cpu.twin.Trials;
import org.ranvier.cpu.twin.Twin;
import org.ranvier.op.Unary;

/**
 * The kernels of all functions of one argument. One without a form of its own here runs by its
 * definition, {@link Unary#apply}.
 */
public final class UnaryKernels {
    private record Key(Unary function, DType type) {}

    private static final Map<Key, Twin<UnaryKernel>> TWINS = new ConcurrentHashMap<>();

    private UnaryKernels() {}

    /**
     * The kernel of a function.
     *
     * @param function the function
     * @param type the argument's type, which the function accepts
     * @return its two forms
     */
    public static Twin<UnaryKernel> of(Unary function, DType type) {
        return TWINS.computeIfAbsent(new Key(function, type), UnaryKernels::create);
    }

    private static Twin<UnaryKernel> create(Key key) {
        UnaryKernel scalar = scalar(key.function, key.type);
        MemorySegment x = Trials.of(key.type);
        MemorySegment y = Trials.empty();
        return new Twin<>(
                key.function + " of " + key.type,
                scalar,
                () -> VectorUnary.of(key.function, key.type, scalar),
                kernel ->
                        Trials.lengths(
                                Trials.ELEMENTS, n -> kernel.run(x.address(), y.address(), n)));
    }

    private static UnaryKernel scalar(Unary f, DType type) {
        if (f.result(type) != type) {
            return type == DType.F32
                    ? ScalarUnary.floatTest(f::apply)
                    : ScalarUnary.doubleTest(f::apply);
        }
        return switch (type) {
            case F32 -> ScalarUnary.floats(floats(f));
            case F64 -> ScalarUnary.doubles(doubles(f));
            case I32 -> ScalarUnary.ints(f::apply);
            case BOOL -> ScalarUnary.bytes(x -> (int) f.apply((double) x));
        };
    }

    private static FloatFunction floats(Unary f) {
        return switch (f) {
            case RSQRT -> FloatMath::rsqrt;
            case EXP -> FloatMath::exp;
            case EXPM1 -> FloatMath::expm1;
            case LOG -> FloatMath::log;
            case LOG1P -> FloatMath::log1p;
            case SIN -> x -> (float) AngleMath.sin(x);
            case COS -> x -> (float) AngleMath.cos(x);
            case ATAN -> x -> (float) AngleMath.atan(x);
            case TANH -> FloatMath::tanh;
            case SIGMOID -> FloatMath::sigmoid;
            case SOFTPLUS -> FloatMath::softplus;
            case ERF -> FloatErrorMath::erf;
            case GELU -> FloatErrorMath::gelu;
            case GELU_TANH -> FloatMath::geluTanh;
            case SILU -> FloatMath::silu;
            default -> x -> (float) f.apply((double) x);
        };
    }

    private static DoubleUnaryOperator doubles(Unary f) {
        return switch (f) {
            case EXP -> DoubleMath::exp;
            case EXPM1 -> DoubleMath::expm1;
            case LOG -> DoubleMath::log;
            case LOG1P -> DoubleMath::log1p;
            case SIN -> AngleMath::sin;
            case COS -> AngleMath::cos;
            case ATAN -> AngleMath::atan;
            case TANH -> DoubleMath::tanh;
            case SIGMOID -> DoubleMath::sigmoid;
            case SOFTPLUS -> DoubleMath::softplus;
            case ERF -> DoubleErrorMath::erf;
            case GELU -> DoubleErrorMath::gelu;
            case GELU_TANH -> DoubleMath::geluTanh;
            case SILU -> DoubleMath::silu;
            default -> f::apply;
        };
    }
}
