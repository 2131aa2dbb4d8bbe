package org.ranvier.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.ranvier.DType;
import org.ranvier.Session;
import org.ranvier.Shape;
import org.ranvier.Tensor;
import org.ranvier.testkit.ReferenceBackend;

class TensorPrinterTest {
    private final Session session = ReferenceBackend.open();

    @AfterEach
    void close() {
        session.close();
    }

    private void checkFloats(String expected, float... elements) {
        assertEquals(
                "F32[" + elements.length + "] " + expected, session.tensor(elements).toString());
    }

    @Test
    void numbersHaveTheirShortestDigits() {
        checkFloats("[1. 2. 3.]", 1, 2, 3);
        checkFloats("[ 0.1   1.   -2.25]", 0.1f, 1, -2.25f);
        checkFloats("[0.33333334]", 1 / 3f);
        checkFloats("[ 0. -0.]", 0, -0f);
        checkFloats("[1.0e+00 2.5e+08]", 1, 2.5e8f);
        checkFloats("[ 1.00e-05 -1.25e-07  0.00e+00]", 1e-5f, -1.25e-7f, 0);
        checkFloats("[1.e-01 2.e+03]", 0.1f, 2000);
        checkFloats("[1.4e-45]", Float.MIN_VALUE);
        checkFloats(
                "[  1.  nan  inf -inf]",
                1,
                Float.NaN,
                Float.POSITIVE_INFINITY,
                Float.NEGATIVE_INFINITY);
        checkFloats("[nan]", Float.NaN);
        assertEquals("F64[1] [0.33333333]", session.tensor(new double[] {1 / 3.0}).toString());
        assertEquals("F64[1] [1.e-300]", session.tensor(new double[] {1e-300}).toString());
    }

    @Test
    void otherTypesAreAligned() {
        assertEquals("I32[3] [  1 -20 300]", session.tensor(new int[] {1, -20, 300}).toString());
        assertEquals(
                "BOOL[2] [ true false]", session.tensor(new boolean[] {true, false}).toString());
    }

    @Test
    void scalarsAndEmptyTensors() {
        assertEquals("F32[] 2.5", session.scalar(2.5).toString());
        assertEquals("F32[0] []", session.zeros(0).toString());
        assertEquals("F32[2, 0] []", session.zeros(2, 0).toString());
    }

    @Test
    void axesAreNestedBrackets() {
        Tensor x = session.arange(12).reshape(2, 2, 3);
        assertEquals(
                """
                I32[2, 2, 3]
                [[[ 0  1  2]
                  [ 3  4  5]]

                 [[ 6  7  8]
                  [ 9 10 11]]]\
                """,
                x.toString());
        assertEquals(
                """
                I32[2, 2]
                [[3 6]
                 [4 7]]\
                """,
                session.tensor(new int[] {3, 4, 6, 7}, 2, 2).transpose().toString());
    }

    @Test
    void manyElementsAreSummarised() {
        assertEquals(
                "I32[2000] [   0    1    2 ... 1997 1998 1999]", session.arange(2000).toString());
        assertEquals(
                """
                I32[100, 20]
                [[   0    1    2 ...   17   18   19]
                 [  20   21   22 ...   37   38   39]
                 [  40   41   42 ...   57   58   59]
                 ...
                 [1940 1941 1942 ... 1957 1958 1959]
                 [1960 1961 1962 ... 1977 1978 1979]
                 [1980 1981 1982 ... 1997 1998 1999]]\
                """,
                session.arange(2000).reshape(100, 20).toString());
    }

    @Test
    void longRowsAreBroken() {
        String text = session.arange(100).toString();
        assertTrue(text.lines().allMatch(line -> line.length() <= 84), text);
        assertEquals(5, text.lines().count());
        assertTrue(text.contains("\n 24 25"), text);
    }

    @Test
    void itNeverThrowsAndLeavesNothingBehind() {
        Tensor x = session.full(DType.F32, Shape.of(50, 50), 1);
        long before = session.memory().live();
        assertTrue(x.toString().startsWith("F32[50, 50]\n[[1. 1. 1. ... "));
        assertEquals(before, session.memory().live());
        assertEquals(
                "F32[50, 50] (of another thread)",
                CompletableFuture.supplyAsync(x::toString).join());
        x.close();
        assertEquals("F32[50, 50] (closed)", x.toString());
        Tensor y = session.zeros(3);
        session.close();
        assertEquals("F32[3] (closed)", y.toString());
    }
}
