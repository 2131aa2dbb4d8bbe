package org.ranvier;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Layouts against a list of positions, one for each element, that is moved about naively. */
class LayoutTest {
    /** A layout and, in row-major order, where each of its elements should lie. */
    private record Pair(Layout layout, long[] positions) {
        static Pair of(Shape shape) {
            return new Pair(
                    Layout.contiguous(shape), LongStream.range(0, shape.elements()).toArray());
        }

        /** The positions when element i of the new shape is the element of an old index. */
        Pair moved(Layout next, Function<long[], long[]> oldIndex) {
            long[] at = new long[(int) next.shape().elements()];
            for (int i = 0; i < at.length; i++) {
                long[] old = oldIndex.apply(index(next.shape(), i));
                at[i] = positions[(int) linear(layout.shape(), old)];
            }
            return new Pair(next, at);
        }
    }

    private static long[] index(Shape shape, long linear) {
        long[] index = new long[shape.rank()];
        for (int i = index.length - 1; i >= 0; i--) {
            index[i] = linear % shape.size(i);
            linear /= shape.size(i);
        }
        return index;
    }

    private static long linear(Shape shape, long[] index) {
        long at = 0;
        for (int i = 0; i < index.length; i++) {
            at = at * shape.size(i) + index[i];
        }
        return at;
    }

    private static long[] positions(Layout layout) {
        long[] at = new long[(int) layout.shape().elements()];
        for (int i = 0; i < at.length; i++) {
            long[] index = index(layout.shape(), i);
            at[i] = layout.offset();
            for (int axis = 0; axis < index.length; axis++) {
                at[i] += index[axis] * layout.stride(axis);
            }
        }
        return at;
    }

    private static Shape randomShape(Random random, int rank, int largest) {
        return Shape.of(
                LongStream.generate(() -> 1 + random.nextInt(largest)).limit(rank).toArray());
    }

    private static Pair permute(Random random, Pair x) {
        List<Integer> order =
                new ArrayList<>(IntStream.range(0, x.layout().shape().rank()).boxed().toList());
        Collections.shuffle(order, random);
        int[] to = order.stream().mapToInt(i -> i).toArray();
        return x.moved(
                x.layout().permute(to),
                index -> {
                    long[] old = new long[index.length];
                    for (int i = 0; i < to.length; i++) {
                        old[to[i]] = index[i];
                    }
                    return old;
                });
    }

    private static Pair slice(Random random, Pair x) {
        Shape shape = x.layout().shape();
        long[] start = new long[shape.rank()];
        long[] step = new long[shape.rank()];
        long[] size = new long[shape.rank()];
        for (int i = 0; i < start.length; i++) {
            start[i] = random.nextLong(shape.size(i));
            step[i] = random.nextBoolean() ? 1 + random.nextInt(2) : -1 - random.nextInt(2);
            long room = step[i] > 0 ? shape.size(i) - 1 - start[i] : start[i];
            size[i] = 1 + random.nextLong(room / Math.abs(step[i]) + 1);
        }
        return x.moved(
                x.layout().slice(start, step, Shape.of(size)),
                index -> {
                    long[] old = new long[index.length];
                    Arrays.setAll(old, i -> start[i] + step[i] * index[i]);
                    return old;
                });
    }

    private static Pair expand(Random random, Pair x) {
        Shape shape = x.layout().shape();
        Shape target = shape;
        for (int i = 0; i < shape.rank(); i++) {
            if (shape.size(i) == 1 && random.nextBoolean()) {
                target = target.with(i, 1 + random.nextInt(3));
            }
        }
        boolean lead = random.nextBoolean() && shape.rank() < 5;
        Shape full = lead ? target.insert(0, 1 + random.nextInt(2)) : target;
        return x.moved(
                x.layout().expand(full),
                index -> {
                    long[] old = lead ? Arrays.copyOfRange(index, 1, index.length) : index.clone();
                    for (int i = 0; i < old.length; i++) {
                        old[i] = shape.size(i) == 1 ? 0 : old[i];
                    }
                    return old;
                });
    }

    private static Pair unfold(Random random, Pair x) {
        Shape shape = x.layout().shape();
        if (shape.rank() == 0 || shape.rank() > 4) {
            return x;
        }
        int axis = random.nextInt(shape.rank());
        long dilation = 1 + random.nextInt(2);
        long size = 1 + random.nextLong((shape.size(axis) - 1) / dilation + 1);
        long step = 1 + random.nextInt(3);
        return x.moved(
                x.layout().unfold(axis, size, step, dilation),
                index -> {
                    long[] old = Arrays.copyOf(index, index.length - 1);
                    old[axis] = old[axis] * step + index[index.length - 1] * dilation;
                    return old;
                });
    }

    private static Pair diagonal(Random random, Pair x) {
        Shape shape = x.layout().shape();
        for (int a = 0; a < shape.rank(); a++) {
            for (int b = a + 1; b < shape.rank(); b++) {
                if (shape.size(a) == shape.size(b)) {
                    int first = random.nextBoolean() ? a : b;
                    int second = a + b - first;
                    int low = a;
                    int high = b;
                    return x.moved(
                            x.layout().diagonal(first, second),
                            index -> {
                                long[] old = new long[index.length + 1];
                                int n = 0;
                                for (int i = 0; i < old.length; i++) {
                                    boolean on = i == low || i == high;
                                    old[i] = on ? index[index.length - 1] : index[n++];
                                }
                                return old;
                            });
                }
            }
        }
        return x;
    }

    private static Pair reshape(Random random, Pair x) {
        List<Long> factors = new ArrayList<>();
        long rest = x.layout().shape().elements();
        while (rest > 1 && factors.size() < 4) {
            long[] divisors = divisors(rest);
            long d = divisors[random.nextInt(divisors.length)];
            factors.add(d);
            rest /= d;
        }
        factors.add(rest);
        Collections.shuffle(factors, random);
        Shape target = Shape.of(factors.stream().mapToLong(f -> f).toArray());
        Layout next = x.layout().reshape(target);
        if (next != null) {
            return new Pair(next, x.positions());
        }
        assertFalse(isAffine(target, x.positions()), () -> x.layout() + " has a view as " + target);
        return Pair.of(target);
    }

    private static long[] divisors(long n) {
        return LongStream.rangeClosed(1, n).filter(d -> n % d == 0).toArray();
    }

    /** Whether any strides at all give these positions. */
    private static boolean isAffine(Shape shape, long[] positions) {
        long[] strides = new long[shape.rank()];
        for (int axis = 0; axis < strides.length; axis++) {
            long[] unit = new long[strides.length];
            unit[axis] = 1;
            strides[axis] =
                    shape.size(axis) == 1 ? 0 : positions[(int) linear(shape, unit)] - positions[0];
        }
        return Arrays.equals(positions, positions(new Layout(shape, strides, positions[0])));
    }

    private static Pair step(Random random, Pair x) {
        return switch (random.nextInt(6)) {
            case 0 -> permute(random, x);
            case 1 -> slice(random, x);
            case 2 -> expand(random, x);
            case 3 -> unfold(random, x);
            case 4 -> diagonal(random, x);
            default -> reshape(random, x);
        };
    }

    private static void check(Pair x) {
        Layout layout = x.layout();
        assertArrayEquals(x.positions(), positions(layout), layout::toString);
        assertEquals(LongStream.of(x.positions()).min().orElseThrow(), layout.lowest());
        assertEquals(LongStream.of(x.positions()).max().orElseThrow(), layout.highest());
        boolean rowMajor =
                IntStream.range(1, x.positions().length)
                        .allMatch(i -> x.positions()[i] == x.positions()[i - 1] + 1);
        assertEquals(rowMajor, layout.isContiguous(), layout::toString);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4})
    void chainsOfViewsFindTheirElements(int rank) {
        Random random = new Random(rank);
        for (int chain = 0; chain < 2000; chain++) {
            Pair x = Pair.of(randomShape(random, rank, 6));
            for (int i = 0; i < 6; i++) {
                x = step(random, x);
                check(x);
            }
        }
    }

    @Test
    void emptyLayoutsAreContiguousAndReshapeFreely() {
        Layout empty = Layout.contiguous(Shape.of(3, 0, 2)).permute(2, 0, 1);
        assertEquals(Shape.of(0, 7), empty.reshape(Shape.of(0, 7)).shape());
        assertEquals(empty.offset(), empty.highest());
    }

    @Test
    void windowsThatFit() {
        assertEquals(3, Layout.windows(5, 3, 1, 1));
        assertEquals(2, Layout.windows(5, 3, 2, 1));
        assertEquals(1, Layout.windows(5, 3, 1, 2));
        assertEquals(0, Layout.windows(4, 3, 1, 2));
        assertEquals(0, Layout.windows(0, 1, 1, 1));
    }

    @Test
    void equalityIsOfAllParts() {
        Layout layout = Layout.contiguous(Shape.of(2, 3));
        assertEquals(layout, new Layout(Shape.of(2, 3), new long[] {3, 1}, 0));
        assertEquals(
                layout.hashCode(), new Layout(Shape.of(2, 3), new long[] {3, 1}, 0).hashCode());
        assertNotEquals(layout, new Layout(Shape.of(2, 3), new long[] {3, 1}, 1));
        assertNotEquals(layout, new Layout(Shape.of(2, 3), new long[] {1, 2}, 0));
    }

    @Test
    void faultsAreNamed() {
        Throwable error =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> Layout.contiguous(Shape.of(2, 3)).expand(Shape.of(4, 3)));
        assertEquals(
                "expand: shape [2, 3] does not broadcast to [4, 3]; sizes must be equal or 1,"
                        + " aligned at the last axis",
                error.getMessage());
    }
}
