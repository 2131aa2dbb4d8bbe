package org.ranvier.testkit;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.ranvier.Shape;
import org.ranvier.op.ConvGeometry;
import org.ranvier.op.Window;

/** Geometries of convolutions: what kernels tend to treat apart, and what lies between. */
final class ConvCases {
    /** A convolution: the shapes of its operands, and how they meet. */
    record Case(Shape x, Shape weight, ConvGeometry geometry) {
        Shape output() {
            List<Long> sizes = new ArrayList<>(List.of(x.size(0), weight.size(0)));
            for (int i = 0; i < geometry.axes(); i++) {
                sizes.add(geometry.windows().get(i).count(x.size(2 + i)));
            }
            return Shape.of(sizes.stream().mapToLong(s -> s).toArray());
        }

        @Override
        public String toString() {
            return x + " * " + weight + " " + geometry;
        }
    }

    private ConvCases() {}

    static Stream<Case> all() {
        return Stream.of(lines(), channels(), images(), groups(), volumes()).flatMap(List::stream);
    }

    private static Case of(Shape x, long channels, long groups, Window... windows) {
        Shape kernel = Shape.of(Stream.of(windows).mapToLong(Window::size).toArray());
        Shape weight = Shape.of(channels, x.size(1) / groups).concat(kernel);
        return new Case(x, weight, new ConvGeometry(List.of(windows), groups));
    }

    /** The same window along both axes of an image. */
    private static Case square(Shape x, long channels, long groups, Window window) {
        return of(x, channels, groups, window, window);
    }

    private static Window window(
            long size, long stride, long before, long after, long overhang, long dilation) {
        return new Window(size, stride, before, after, overhang, dilation);
    }

    private static List<Case> lines() {
        return List.of(
                of(Shape.of(2, 3, 17), 5, 1, Window.of(3, 1, 1)),
                of(Shape.of(1, 1, 1), 1, 1, Window.of(1, 1, 0)),
                of(Shape.of(3, 16, 33), 8, 1, Window.of(1, 1, 0)),
                of(Shape.of(2, 5, 40), 4, 1, window(5, 2, 2, 1, 0, 2)),
                of(Shape.of(1, 2, 129), 3, 1, Window.of(7, 3, 0)),
                of(Shape.of(1, 1, 1000), 2, 1, Window.of(9, 1, 4)),
                of(Shape.of(2, 4, 11), 6, 2, window(2, 3, 0, 1, 2, 1)));
    }

    /** Numbers of channels around the widths of vectors. */
    private static List<Case> channels() {
        return LongStream.of(1, 3, 8, 15, 16, 17, 23, 24, 25, 33)
                .boxed()
                .flatMap(c ->
                        Stream.of(
                                square(Shape.of(2, c, 7, 9), c, 1, Window.of(3, 1, 1)),
                                square(Shape.of(1, c, 8, 8), c, c, Window.of(3, 2, 1)),
                                square(Shape.of(1, c, 5, 7), 2 * c, 1, Window.of(1, 1, 0))))
                .toList();
    }

    private static List<Case> images() {
        return List.of(
                square(Shape.of(2, 1, 28, 28), 6, 1, Window.of(5, 1, 0)),
                square(Shape.of(1, 3, 16, 16), 16, 1, Window.of(3, 1, 1)),
                square(Shape.of(1, 3, 31, 33), 8, 1, Window.of(7, 2, 3)),
                square(Shape.of(1, 4, 14, 65), 5, 1, Window.of(3, 1, 1)),
                square(Shape.of(2, 3, 12, 13), 4, 1, Window.of(3, 1, 2)),
                square(Shape.of(2, 3, 12, 13), 4, 1, window(3, 2, 0, 1, 0, 1)),
                square(Shape.of(1, 2, 13, 11), 3, 1, window(3, 1, 2, 2, 0, 2)),
                square(Shape.of(1, 2, 16, 16), 3, 1, window(3, 3, 1, 0, 0, 3)),
                square(Shape.of(3, 2, 6, 6), 4, 1, Window.of(2, 2, 0)),
                square(Shape.of(1, 2, 7, 7), 4, 1, Window.of(2, 3, 0)),
                square(Shape.of(2, 3, 9, 9), 4, 1, Window.of(1, 2, 0)),
                square(Shape.of(1, 2, 4, 4), 3, 1, Window.of(4, 1, 0)),
                square(Shape.of(1, 2, 3, 3), 3, 1, Window.of(5, 1, 3)),
                square(Shape.of(1, 1, 2, 2), 1, 1, Window.of(3, 1, 4)),
                of(Shape.of(2, 3, 9, 20), 4, 1, Window.of(1, 1, 0), Window.of(7, 1, 3)),
                of(Shape.of(2, 3, 20, 9), 4, 1, Window.of(7, 1, 3), Window.of(1, 1, 0)),
                of(Shape.of(1, 3, 11, 10), 4, 1, Window.of(4, 1, 1), window(3, 2, 2, 0, 1, 2)),
                square(Shape.of(1, 64, 6, 6), 32, 1, Window.of(3, 1, 1)),
                square(Shape.of(2, 33, 12, 13), 32, 1, Window.of(3, 1, 1)),
                square(Shape.of(1, 32, 18, 17), 34, 1, window(3, 1, 0, 2, 0, 1)));
    }

    private static List<Case> groups() {
        return List.of(
                square(Shape.of(2, 4, 9, 9), 6, 2, Window.of(3, 2, 1)),
                square(Shape.of(1, 16, 8, 7), 24, 4, Window.of(3, 2, 0)),
                square(Shape.of(1, 12, 9, 10), 6, 3, window(3, 1, 1, 1, 0, 2)),
                square(Shape.of(2, 6, 8, 8), 12, 6, Window.of(3, 1, 1)),
                square(Shape.of(3, 64, 9, 10), 64, 2, Window.of(3, 1, 2)),
                square(Shape.of(1, 6, 7, 7), 6, 6, Window.of(5, 1, 2)),
                square(Shape.of(1, 34, 5, 5), 34, 2, Window.of(1, 1, 0)));
    }

    private static List<Case> volumes() {
        Window three = Window.of(3, 1, 1);
        Window halving = Window.of(2, 2, 0);
        return List.of(
                of(Shape.of(1, 3, 5, 6, 7), 4, 1, three, three, three),
                of(Shape.of(2, 2, 4, 5, 6), 3, 1, halving, halving, halving),
                of(Shape.of(1, 4, 5, 5, 9), 6, 2, Window.of(3, 2, 1), three, Window.of(1, 1, 0)),
                of(Shape.of(1, 3, 6, 6, 6), 3, 3, window(2, 1, 0, 1, 0, 2), three, halving));
    }

    /** Every kind of geometry once, small enough for numerical gradients. */
    static Stream<Case> small() {
        List<Window> two = Collections.nCopies(2, Window.of(2, 1, 0));
        return Stream.of(
                of(Shape.of(1, 2, 5), 2, 1, Window.of(3, 2, 1)),
                new Case(Shape.of(2, 1, 3, 3), Shape.of(2, 1, 2, 2), new ConvGeometry(two, 1)),
                square(Shape.of(1, 2, 4, 4), 4, 2, window(2, 2, 1, 0, 1, 2)),
                of(Shape.of(1, 1, 2, 3, 2), 2, 1, two.get(0), two.get(0), Window.of(1, 1, 0)));
    }
}
