package org.ranvier.testkit;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.DynamicTest;
import org.ranvier.Session;
import org.ranvier.SessionOptions;
import org.ranvier.Shape;
import org.ranvier.Tape;
import org.ranvier.Tensor;
import org.ranvier.autodiff.GradientCheck;
import org.ranvier.op.Op;

/** What the parts of the contract are written with. */
interface Contract {
    /** Sizes around the widths of vectors and tiles. */
    long[] SIZES = {0, 1, 3, 7, 8, 15, 16, 17, 31, 33, 63, 64, 65, 127, 129, 1000, 4097};

    /** A shape whose sizes are no multiples of anything. */
    Shape CUBE = Shape.of(3, 5, 17);

    /** The session on the backend under test that all tests share; in a scope of the test. */
    Session device();

    /** The session on the reference; in a scope of the test. */
    Session reference();

    /** Another session on the backend under test, to be closed. */
    Session another(SessionOptions options);

    /** Whether the largest cases should be smaller. */
    boolean isSlow();

    /** One of many tests, with scopes of its own. */
    DynamicTest test(String name, Runnable body);

    /** A test for each case, named by what it is about and the case. */
    default <T> Stream<DynamicTest> tests(String about, Stream<T> cases, Consumer<T> body) {
        return cases.map(c -> test(about + " " + c, () -> body.accept(c)));
    }

    /** Compares an operation with the reference. */
    default void check(Op op, Tolerance tolerance, Value... in) {
        new Forward(op, List.of(in), tolerance).check(device(), reference());
    }

    /** Compares an operation that writes into existing tensors with the reference. */
    default void checkInto(Op op, Tolerance tolerance, Arrangement target, Value... in) {
        new Forward(op, List.of(in), tolerance).checkInto(device(), reference(), target);
    }

    /** Compares an operation that overwrites one of its inputs with the reference. */
    default void checkInPlace(Op op, Tolerance tolerance, int input, Value... in) {
        new Forward(op, List.of(in), tolerance).checkInPlace(device(), reference(), input);
    }

    /**
     * Compares the gradients of a smooth function with central differences on the device under
     * test, and the gradients of these gradients.
     */
    default void checkGradient(Function<List<Tensor>, Tensor> function, Value... at) {
        List<Tensor> in = Stream.of(at).map(x -> x.on(device())).toList();
        GradientCheck.check(function, in).assertPassed();
        GradientCheck.checkSecondOrder(function, in).assertPassed();
        try (Tape tape = device().tape(in)) {
            Tensor y = function.apply(in);
            List<Object> passed = tape.operations();
            Assertions.assertFalse(passed.isEmpty(), () -> "nothing leads to " + y.spec());
            passed.forEach(Coverage::gradient);
        }
    }

    /** The same for all floating-point outputs of an operation. */
    default void checkGradient(Op op, Value... at) {
        checkGradient(
                in -> {
                    List<Tensor> out =
                            device().apply(op, in).stream()
                                    .filter(y -> y.dtype().isFloating())
                                    .map(Tensor::flatten)
                                    .toList();
                    return out.size() == 1 ? out.get(0) : device().concat(0, out);
                },
                at);
    }

    /** The gradient of the sum of a function at an F64 vector. */
    default double[] slope(UnaryOperator<Tensor> function, double... at) {
        Tensor x = device().tensor(at);
        return slope(function, x).toDoubleArray();
    }

    /** The gradient of the sum of a function. */
    default Tensor slope(UnaryOperator<Tensor> function, Tensor x) {
        return device().valueAndGradients(List.of(x), () -> function.apply(x).sum()).of(x);
    }
}
