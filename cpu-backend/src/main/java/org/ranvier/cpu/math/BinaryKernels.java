package org.ranvier.cpu.math;

import java.lang.foreign.MemorySegment;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.ranvier.DType;
import org.ranvier.cpu.twin.Trials;
import org.ranvier.cpu.twin.Twin;
import org.ranvier.op.Binary;

/**
 * The kernels of all functions of two arguments. One without a form of its own here runs by its
 * definition, {@link Binary#apply}.
 */
public final class BinaryKernels {
    private record Key(Binary function, DType type) {}

    private static final Map<Key, Twin<BinaryKernel>> TWINS = new ConcurrentHashMap<>();

    private BinaryKernels() {}

    /**
     * The kernel of a function.
     *
     * @param function the function
     * @param type the arguments' type, which the function accepts
     * @return its two forms
     */
    public static Twin<BinaryKernel> of(Binary function, DType type) {
        return TWINS.computeIfAbsent(new Key(function, type), BinaryKernels::create);
    }

    private static Twin<BinaryKernel> create(Key key) {
        MemorySegment x = Trials.of(key.type);
        MemorySegment y = Trials.empty();
        return new Twin<>(
                key.function + " of " + key.type,
                scalar(key.function, key.type),
                () -> VectorBinary.of(key.function, key.type),
                kernel ->
                        Trials.lengths(
                                Trials.ELEMENTS,
                                n -> kernel.run(x.address(), x.address(), y.address(), n)));
    }

    private static BinaryKernel scalar(Binary f, DType type) {
        boolean test = f.result(type) != type;
        return switch (type) {
            case F32 ->
                    test
                            ? ScalarBinary.floatTest(f::apply)
                            : ScalarBinary.floats(f == Binary.POW ? PowerMath::pow : f::apply);
            case F64 -> test ? ScalarBinary.doubleTest(f::apply) : ScalarBinary.doubles(f::apply);
            case I32 -> test ? ScalarBinary.intTest(f::apply) : ScalarBinary.ints(f::apply);
            case BOOL -> ScalarBinary.bytes(f::apply);
        };
    }
}
