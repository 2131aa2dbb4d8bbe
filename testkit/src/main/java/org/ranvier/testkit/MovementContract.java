package org.ranvier.testkit;

import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.ranvier.DType;
import org.ranvier.Shape;
import org.ranvier.Tape;
import org.ranvier.Tensor;
import org.ranvier.TensorSpec;
import org.ranvier.op.Region;

/**
 * Views, and what puts parts together. What is expected is said element by element: for each index
 * of the result the row-major number of the element that is seen there.
 */
interface MovementContract extends Contract {
    /**
     * A movement of a tensor of shape {@code [3, 4, 5]}.
     *
     * @param name what the test is called
     * @param move the movement
     * @param shape the shape of the result
     * @param source from an index of the result to the number of an element, −1 for a fill of 7
     */
    record Move(
            String name,
            Function<Tensor, Tensor> move,
            Shape shape,
            ToLongFunction<long[]> source) {
        @Override
        public String toString() {
            return name;
        }
    }

    /** The movements. */
    private static Stream<Move> moves() {
        return Stream.concat(rearrangements(), parts());
    }

    private static Move move(
            String name,
            Function<Tensor, Tensor> move,
            ToLongFunction<long[]> source,
            long... sizes) {
        return new Move(name, move, Shape.of(sizes), source);
    }

    private static long number(long i, long j, long k) {
        return (i * 4 + j) * 5 + k;
    }

    private static Stream<Move> rearrangements() {
        return Stream.of(
                move("reshape", x -> x.reshape(6, -1), i -> i[0] * 10 + i[1], 6, 10),
                move("flatten", x -> x.flatten(), i -> i[0], 60),
                move("permute", x -> x.permute(2, 0, 1), i -> number(i[1], i[2], i[0]), 5, 3, 4),
                move("transpose", x -> x.transpose(), i -> number(i[0], i[2], i[1]), 3, 5, 4),
                move("moveAxis", x -> x.moveAxis(0, -1), i -> number(i[2], i[0], i[1]), 4, 5, 3),
                move(
                        "reshape of permuted",
                        x -> x.permute(1, 0, 2).reshape(4, 15),
                        i -> number(i[1] / 5, i[0], i[1] % 5),
                        4,
                        15),
                move(
                        "expand",
                        x -> x.slice(1, 2, 3).expand(2, 3, 6, 5),
                        i -> number(i[1], 2, i[3]),
                        2,
                        3,
                        6,
                        5),
                move(
                        "reshape of expanded",
                        x -> x.slice(0, 1, 2).expand(2, 4, 5).reshape(8, 5),
                        i -> number(1, i[0] % 4, i[1]),
                        8,
                        5),
                move("flip", x -> x.flip(0, 2), i -> number(2 - i[0], i[1], 4 - i[2]), 3, 4, 5),
                move("select", x -> x.select(1, -1), i -> number(i[0], 3, i[1]), 3, 5),
                move("unsqueeze", x -> x.unsqueeze(-1), i -> number(i[0], i[1], i[2]), 3, 4, 5, 1),
                move(
                        "slice in steps",
                        x -> x.slice(2, 1, 5, 2).slice(1, -3, 100),
                        i -> number(i[0], 1 + i[1], 1 + 2 * i[2]),
                        3,
                        3,
                        2),
                move(
                        "slice of a region",
                        x ->
                                x.slice(
                                        new Region(
                                                List.of(2L, 0L, 4L),
                                                List.of(-1L, 2L, -3L),
                                                Shape.of(2, 2, 2))),
                        i -> number(2 - i[0], 2 * i[1], 4 - 3 * i[2]),
                        2,
                        2,
                        2));
    }

    private static Stream<Move> parts() {
        return Stream.of(
                move(
                        "unfold",
                        x -> x.unfold(2, 2, 1, 3).unfold(1, 3, 1, 1),
                        i -> number(i[0], i[1] + i[4], i[2] + 3 * i[3]),
                        3,
                        2,
                        2,
                        2,
                        3),
                move(
                        "diagonal",
                        x -> x.slice(2, 1, 5).diagonal(1, 2),
                        i -> number(i[0], i[1], 1 + i[1]),
                        3,
                        4),
                move(
                        "diagonal of transposed",
                        x -> x.slice(1, 0, 3).diagonal(1, 0),
                        i -> number(i[1], i[1], i[0]),
                        5,
                        3),
                move(
                        "pad",
                        x -> x.pad(1, 1, 2, 7),
                        i -> i[1] < 1 || i[1] > 4 ? -1 : number(i[0], i[1] - 1, i[2]),
                        3,
                        7,
                        5),
                move("roll", x -> x.roll(2, 7), i -> number(i[0], i[1], (i[2] + 3) % 5), 3, 4, 5),
                move(
                        "concat",
                        x -> x.session().concat(1, x.split(1, 3, 0, 1).reversed()),
                        i -> number(i[0], (i[1] + 3) % 4, i[2]),
                        3,
                        4,
                        5),
                move(
                        "chunk, of which one is left out",
                        x ->
                                x.session()
                                        .concat(
                                                1,
                                                List.of(
                                                        x.chunk(1, 4).get(3),
                                                        x.chunk(1, 4).get(1))),
                        i -> number(i[0], 3 - 2 * i[1], i[2]),
                        3,
                        2,
                        5),
                move(
                        "unstack",
                        x -> x.session().stack(0, x.unstack(-1).subList(1, 4)),
                        i -> number(i[1], i[2], i[0] + 1),
                        3,
                        3,
                        4),
                move(
                        "stack",
                        x -> x.session().stack(-1, List.of(x.select(0, 2), x.select(0, 0))),
                        i -> number(2 - 2 * i[2], i[0], i[1]),
                        4,
                        5,
                        2),
                move(
                        "withSlice",
                        x -> x.withSlice(Region.along(x.shape(), 1, 3, 2, -2), x.slice(1, 0, 2)),
                        i -> number(i[0], i[1] % 2 == 0 ? i[1] : (3 - i[1]) / 2, i[2]),
                        3,
                        4,
                        5));
    }

    @TestFactory
    default Stream<DynamicTest> movements() {
        return tests(
                "move:",
                moves(),
                move -> {
                    for (DType type : DType.values()) {
                        for (Arrangement layout : Arrangement.values()) {
                            move(move, Value.noise(type, Shape.of(3, 4, 5), 1).laid(layout));
                        }
                    }
                });
    }

    private void move(Move move, Value x) {
        Tensor input = x.on(device());
        double[] elements = Comparison.elements(input);
        double[] expected = new double[(int) move.shape().elements()];
        for (int n = 0; n < expected.length; n++) {
            long source = move.source().applyAsLong(index(move.shape(), n));
            expected[n] =
                    source < 0 ? x.spec().dtype() == DType.BOOL ? 1 : 7 : elements[(int) source];
        }
        List<Tensor> watched = input.dtype().isFloating() ? List.of(input) : List.of();
        try (Tape tape = device().tape(watched)) {
            new Comparison(new TensorSpec(input.dtype(), move.shape()), expected)
                    .check(move + " of " + x, move.move().apply(input), Tolerance.EXACT);
            tape.operations().forEach(Coverage::forward);
        }
    }

    private static long[] index(Shape shape, long n) {
        long[] index = new long[shape.rank()];
        for (int axis = shape.rank() - 1; axis >= 0; axis--) {
            index[axis] = n % shape.size(axis);
            n /= shape.size(axis);
        }
        return index;
    }

    @TestFactory
    default Stream<DynamicTest> gradientsOfMovements() {
        Value x = Value.noise(DType.F64, Shape.of(3, 4, 1), 1);
        Value spread = Value.noise(DType.F64, Shape.of(3, 4, 5), 2);
        return tests(
                "gradient of",
                moves(),
                move -> {
                    Tensor factors = spread.on(device());
                    checkGradient(in -> move.move().apply(in.get(0).mul(factors)).square(), x);
                });
    }

    @Test
    default void everyPartOfAnAssemblyGetsTheGradientOfWhatIsSeenOfIt() {
        Value x = Value.noise(DType.F64, Shape.of(4), 1);
        Value y = Value.noise(DType.F64, Shape.of(2), 2);
        checkGradient(
                in ->
                        in.get(0)
                                .withSlice(Region.along(Shape.of(4), 0, 1, 2, 1), in.get(1))
                                .square(),
                x,
                y);
        checkGradient(
                in -> device().concat(0, List.of(in.get(0), in.get(1), in.get(0))).square(), x, y);
    }
}
