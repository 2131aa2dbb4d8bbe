package org.ranvier.core;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ranvier.DType;
import org.ranvier.Session;
import org.ranvier.Shape;
import org.ranvier.Tensor;
import org.ranvier.autodiff.GradientCheck;
import org.ranvier.random.RandomStream;
import org.ranvier.testkit.ReferenceBackend;

class EinsumTest {
    private final Session session = ReferenceBackend.open();

    @AfterEach
    void close() {
        session.close();
    }

    private Tensor random(RandomStream stream, Shape shape) {
        float[] values = new float[(int) shape.elements()];
        stream.fillUniform(values);
        return session.tensor(values).to(DType.F64).reshape(shape);
    }

    /** The definition: every assignment of indices to labels adds its product to its element. */
    private static double[] naive(
            List<String> inputs, String output, List<Tensor> in, Map<Character, Integer> sizes) {
        List<Character> labels = new ArrayList<>(sizes.keySet());
        int length = 1;
        for (char c : output.toCharArray()) {
            length *= sizes.get(c);
        }
        double[] sum = new double[length];
        List<double[]> values = in.stream().map(Tensor::toDoubleArray).toList();
        long combinations = sizes.values().stream().mapToLong(s -> s).reduce(1, (a, b) -> a * b);
        for (long n = 0; n < combinations; n++) {
            Map<Character, Integer> index = new HashMap<>();
            long rest = n;
            for (char label : labels) {
                index.put(label, (int) (rest % sizes.get(label)));
                rest /= sizes.get(label);
            }
            double product = 1;
            for (int k = 0; k < in.size(); k++) {
                int at = 0;
                for (int axis = 0; axis < inputs.get(k).length(); axis++) {
                    int size = (int) in.get(k).size(axis);
                    int i = size == 1 ? 0 : index.get(inputs.get(k).charAt(axis));
                    at = at * size + i;
                }
                product *= values.get(k)[at];
            }
            int to = 0;
            for (char c : output.toCharArray()) {
                to = to * sizes.get(c) + index.get(c);
            }
            sum[to] += product;
        }
        return sum;
    }

    /** Once with full sizes, once with a second operand whose axes all have size 1. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "i->i",
                "i->''",
                "ij->ji",
                "ij->j",
                "ii->i",
                "ii->''",
                "iij->i",
                "iij->j",
                "iij->ij",
                "ijki->kj",
                "iii->i",
                "ijij->ji",
                "iji,jk->ik",
                "i,i->''",
                "i,i->i",
                "i,j->ij",
                "i,j->ji",
                "ij,jk->ik",
                "ij,kj->ki",
                "ij,j->i",
                "ij,ij->i",
                "ij,ij->''",
                "bij,bjk->bik",
                "bij,jk->ikb",
                "abij,abjk->baik",
                "iij,j->ij",
                "tiijj->ij",
                "ijk,ilm,njm,nlk->''",
                "ij,jk,kl->il",
                "i,j,k->kji",
                "a,ab,bc->c",
                "ij,->ji",
                "ijk,jki->k",
                "ab,cd->dbca",
                "abc,cd,ad->b"
            })
    void agreesWithItsDefinition(String subscripts) {
        String text = subscripts.replace("''", "");
        List<String> inputs = List.of(text.substring(0, text.indexOf("->")).split(",", -1));
        String output = text.substring(text.indexOf("->") + 2);
        for (boolean stretched : new boolean[] {false, true}) {
            RandomStream stream = new RandomStream(text.hashCode());
            Map<Character, Integer> sizes = new HashMap<>();
            text.chars()
                    .filter(Character::isLetter)
                    .forEach(c -> sizes.put((char) c, 2 + (c * 7) % 3));
            List<Tensor> in = new ArrayList<>();
            for (int k = 0; k < inputs.size(); k++) {
                String term = inputs.get(k);
                boolean ones = stretched && k == 1;
                long[] shape =
                        term.chars().mapToLong(c -> ones ? 1 : sizes.get((char) c)).toArray();
                in.add(random(stream, Shape.of(shape)));
            }
            String others =
                    inputs.get(0)
                            + String.join(
                                    "", inputs.subList(Math.min(2, inputs.size()), inputs.size()));
            if (stretched) {
                sizes.replaceAll((c, size) -> others.indexOf(c) < 0 ? 1 : size);
            }
            Tensor result = session.einsum(text, in.toArray(Tensor[]::new));
            double[] expected = naive(inputs, output, in, sizes);
            assertArrayEquals(expected, result.toDoubleArray(), 1e-12, text);
            assertEquals(
                    Shape.of(output.chars().mapToLong(c -> sizes.get((char) c)).toArray()),
                    result.shape());
        }
    }

    @Test
    void withoutAnArrowTheLabelsThatOccurOnceRemain() {
        Tensor a = random(new RandomStream(1), Shape.of(2, 3));
        Tensor b = random(new RandomStream(2), Shape.of(3, 4));
        Tensor square = random(new RandomStream(3), Shape.of(3, 3));
        assertEquals(Shape.of(3, 2), session.einsum("ba", a).shape());
        assertEquals(Shape.of(2, 4), session.einsum("ij,jk", a, b).shape());
        assertEquals(Shape.of(4, 2), session.einsum("zj,jk", a, b).shape());
        assertEquals(Shape.of(3, 2), session.einsum("aB", a).shape());
        assertEquals(Shape.SCALAR, session.einsum("ii", square).shape());
        assertArrayEquals(
                a.matmul(b).toDoubleArray(),
                session.einsum(" ij , jk ", a, b).toDoubleArray(),
                1e-15);
    }

    @Test
    void anEllipsisStandsForTheOtherAxes() {
        Tensor a = random(new RandomStream(1), Shape.of(5, 1, 3, 3));
        Tensor b = random(new RandomStream(2), Shape.of(2, 3, 4));
        assertEquals(Shape.of(5, 1, 3), session.einsum("...ii->...i", a).shape());
        assertArrayEquals(
                a.diagonal(2, 3).toDoubleArray(), session.einsum("...ii->...i", a).toDoubleArray());
        assertArrayEquals(
                a.sum(0).toDoubleArray(), session.einsum("a...->...", a).toDoubleArray(), 1e-12);
        Tensor product = session.einsum("...ij,...jk->...ik", a, b);
        assertEquals(Shape.of(5, 2, 3, 4), product.shape());
        assertArrayEquals(a.matmul(b).toDoubleArray(), product.toDoubleArray(), 1e-12);
        assertEquals(Shape.of(5, 2, 3, 4), session.einsum("...ij,...jk", a, b).shape());
        assertEquals(Shape.of(4, 5, 2, 3), session.einsum("...ij,...jk->k...i", a, b).shape());
        assertEquals(Shape.of(5, 1, 3, 3), session.einsum("...", a).shape());
        assertEquals(
                Shape.of(2, 3, 4),
                session.einsum("...,...", b, session.scalar(2).to(DType.F64)).shape());
    }

    @Test
    void integersAndEmptyAxes() {
        Tensor a = session.arange(6).reshape(2, 3);
        assertArrayEquals(
                new int[] {5, 14, 14, 50}, session.einsum("ij,kj->ik", a, a).toIntArray());
        Tensor none = session.zeros(2, 0);
        assertArrayEquals(new float[4], session.einsum("ij,kj->ik", none, none).toFloatArray());
    }

    @Test
    void gradientsPass() {
        RandomStream stream = new RandomStream(4);
        Tensor a = random(stream, Shape.of(2, 2, 3));
        Tensor b = random(stream, Shape.of(3));
        GradientCheck.check(in -> session.einsum("iij,j->ij", in.get(0), in.get(1)), List.of(a, b))
                .assertPassed();
        Tensor c = random(stream, Shape.of(3, 4));
        Tensor d = random(stream, Shape.of(4, 1));
        GradientCheck.checkSecondOrder(
                        in -> session.einsum("ij,jk,kl->il", in.get(0), in.get(1), in.get(2)),
                        List.of(b.reshape(1, 3), c, d))
                .assertPassed();
    }

    private void checkFault(String message, String subscripts, Tensor... operands) {
        Throwable error =
                assertThrows(
                        IllegalArgumentException.class, () -> session.einsum(subscripts, operands));
        assertEquals(message, error.getMessage());
    }

    @Test
    void faultsNameSubscriptsOperandAndShapes() {
        Tensor a = session.zeros(2, 3);
        Tensor b = session.zeros(4, 5);
        checkFault(
                "einsum \"ij,jk\": axis 0 of operand 1 has size 4, 'j' has size 3 elsewhere:"
                        + " F32[2, 3] × F32[4, 5]",
                "ij,jk",
                a,
                b);
        checkFault("einsum \"ijk\": \"ijk\" names 3 axes, operand 0 has 2: F32[2, 3]", "ijk", a);
        checkFault("einsum \"i\": \"i\" names 1 axes, operand 0 has 2: F32[2, 3]", "i", a);
        checkFault(
                "einsum \"ijk...\": \"ijk...\" names 3 axes, operand 0 has 2: F32[2, 3]",
                "ijk...",
                a);
        checkFault("einsum \"ij,jk\": 2 terms for 1 operands: F32[2, 3]", "ij,jk", a);
        checkFault(
                "einsum \"i1\": '1' in \"i1\" is no letter, comma, arrow or ...: F32[2, 3]",
                "i1",
                a);
        checkFault("einsum \"ij->k\": no operand has 'k' of the result: F32[2, 3]", "ij->k", a);
        checkFault("einsum \"ij->ii\": the result names a label twice: F32[2, 3]", "ij->ii", a);
        checkFault(
                "einsum \"...j->j\": the operands have axes under ..., the result must name them"
                        + " too: F32[2, 3]",
                "...j->j",
                a);
        checkFault(
                "einsum \"ii\": axis 1 of operand 0 has size 3, 'i' has size 2 elsewhere:"
                        + " F32[2, 3]",
                "ii",
                a);
        checkFault("einsum: expected at least one operand", "");
        checkFault(
                "einsum \"ij,jk\": types differ; convert one with to(DType): F32[2, 3] ×"
                        + " F64[3, 2]",
                "ij,jk",
                a,
                session.full(DType.F64, Shape.of(3, 2), 0));
    }
}
