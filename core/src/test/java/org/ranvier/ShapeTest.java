package org.ranvier;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class ShapeTest {
    private static void checkFault(
            Class<? extends Throwable> kind, String message, Executable action) {
        assertEquals(message, assertThrows(kind, action).getMessage());
    }

    @Test
    void partsOfAShape() {
        Shape shape = Shape.of(2, 3, 4);
        assertEquals(24, shape.elements());
        assertEquals(4, shape.size(-1));
        assertEquals(Shape.of(2, 4), shape.without(1));
        assertEquals(Shape.of(2, 3, 4, 1), shape.insert(-1, 1));
        assertEquals(Shape.of(1, 2, 3, 4), shape.insert(0, 1));
        assertEquals(Shape.of(2, 7, 4), shape.with(-2, 7));
        assertEquals(Shape.of(2), shape.head(1));
        assertEquals(Shape.of(3, 4), shape.tail(2));
        assertEquals(Shape.of(2, 3, 4, 5), shape.concat(Shape.of(5)));
        assertEquals(Shape.of(3), shape.reduce(new int[] {0, 2}, false));
        assertEquals(Shape.of(1, 3, 1), shape.reduce(new int[] {0, 2}, true));
        assertArrayEquals(new int[] {0, 2}, shape.axes(-1, 0));
        assertArrayEquals(new int[] {0, 1, 2}, shape.axes());
        assertEquals("[2, 3, 4]", shape.toString());
        assertNotEquals(shape, Shape.of(4, 3, 2));
        assertEquals(1, Shape.SCALAR.elements());
        assertEquals(0, Shape.of(5, 0).elements());
    }

    @Test
    void shapesBroadcast() {
        assertEquals(Shape.of(2, 3), Shape.broadcast(Shape.of(2, 1), Shape.of(3)));
        assertEquals(Shape.of(2, 3), Shape.broadcast(Shape.SCALAR, Shape.of(2, 3)));
        assertEquals(Shape.of(4, 0), Shape.broadcast(Shape.of(4, 1), Shape.of(1, 0)));
        assertNull(Shape.broadcast(Shape.of(2, 3), Shape.of(2)));
        assertNull(Shape.broadcast(Shape.of(2), Shape.of(0)));
    }

    @Test
    void faultsAreNamed() {
        checkFault(
                IllegalArgumentException.class,
                "shape [2, -1]: size -1 is negative",
                () -> Shape.of(2, -1));
        checkFault(
                IllegalArgumentException.class,
                "shape [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]: rank 11 is above the highest rank 10",
                () -> Shape.of(1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1));
        checkFault(
                IndexOutOfBoundsException.class,
                "axis 2 of a tensor of shape [2, 3]: expected -2 to 1",
                () -> Shape.of(2, 3).size(2));
        checkFault(
                IndexOutOfBoundsException.class,
                "axis 0 of a tensor of shape []: expected none, a scalar has no axes",
                () -> Shape.SCALAR.size(0));
        checkFault(
                IndexOutOfBoundsException.class,
                "new axis 4 in shape [2, 3]: expected -3 to 2",
                () -> Shape.of(2, 3).insert(4, 1));
        checkFault(
                IllegalArgumentException.class,
                "axes [0, -2] of shape [2, 3] name axis 0 twice",
                () -> Shape.of(2, 3).axes(0, -2));
        checkFault(
                ArithmeticException.class,
                "shape [4294967296, 4294967296] has more than 2^63 − 1 elements",
                () -> Shape.of(1L << 32, 1L << 32));
        assertThrows(ArithmeticException.class, () -> Shape.of(1L << 32, 1L << 31));
    }
}
