package org.ranvier.models.sequence;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.ranvier.DType;
import org.ranvier.Session;
import org.ranvier.Shape;
import org.ranvier.Tensor;
import org.ranvier.models.Context;
import org.ranvier.models.Layer;
import org.ranvier.models.Layers;
import org.ranvier.models.Model;
import org.ranvier.models.OnEveryBackend;
import org.ranvier.testkit.ReferenceBackend;

class TransformerTest {
    @OnEveryBackend
    void headsAttendByTheFormula(Session s) {
        int n = 2;
        int t = 3;
        int width = 4;
        Tensor x = Layers.normal(s, 1, n, t, width);
        Model model = Model.build(s, MultiHeadAttention.causal(width, 2), 1, x.shape(), DType.F64);
        Tensor q = projected(model, "query", x);
        Tensor k = projected(model, "key", x);
        Tensor v = projected(model, "value", x);
        double[] found = new double[n * t * width];
        for (int sample = 0; sample < n; sample++) {
            for (int head = 0; head < 2; head++) {
                double[][] qs = rows(q, sample, head);
                double[][] ks = rows(k, sample, head);
                double[][] vs = rows(v, sample, head);
                for (int i = 0; i < t; i++) {
                    double[] out = attended(qs[i], ks, vs, i + 1);
                    System.arraycopy(out, 0, found, (sample * t + i) * width + head * 2, 2);
                }
            }
        }
        Tensor expected = projected(model, "output", s.tensor(found).reshape(n, t, width));
        assertArrayEquals(expected.toDoubleArray(), model.predict(x).toDoubleArray(), 1e-13);
    }

    private static Tensor projected(Model model, String name, Tensor x) {
        Tensor weight = model.parameters().get(name + ".weight");
        return x.matmul(weight.transpose()).add(model.parameters().get(name + ".bias"));
    }

    /** What a head of two numbers sees of a sample, by step. */
    private static double[][] rows(Tensor x, int sample, int head) {
        Tensor part = x.select(0, sample).slice(1, 2 * head, 2 * head + 2);
        return part.unstack(0).stream().map(Tensor::toDoubleArray).toArray(double[][]::new);
    }

    /** {@code softmax(q·kᵀ/√2)·v} over the first keys. */
    private static double[] attended(double[] q, double[][] k, double[][] v, int keys) {
        double sum = 0;
        double[] out = new double[2];
        for (int j = 0; j < keys; j++) {
            double weight = Math.exp((q[0] * k[j][0] + q[1] * k[j][1]) / Math.sqrt(2));
            sum += weight;
            out[0] += weight * v[j][0];
            out[1] += weight * v[j][1];
        }
        return new double[] {out[0] / sum, out[1] / sum};
    }

    @OnEveryBackend
    void aLaterTokenNeverChangesAnEarlierOutput(Session s) {
        Chain net = LanguageModels.transformer(7, 8, 2, 2, 0);
        Model model = Model.build(s, net, 1, Shape.of(1, 6));
        int[] tokens = {1, 5, 2, 6, 0, 3};
        float[] before = model.predict(s.tensor(tokens, 1, 6)).toFloatArray();
        for (int changed = 0; changed < 6; changed++) {
            int[] other = tokens.clone();
            other[changed] = 4;
            float[] after = model.predict(s.tensor(other, 1, 6)).toFloatArray();
            assertArrayEquals(
                    Arrays.copyOf(before, changed * 7), Arrays.copyOf(after, changed * 7));
            assertTrue(
                    !Arrays.equals(
                            Arrays.copyOfRange(before, changed * 7, changed * 7 + 7),
                            Arrays.copyOfRange(after, changed * 7, changed * 7 + 7)));
        }
    }

    @OnEveryBackend
    void paddingIsNotSeen(Session s) {
        TransformerBlock block = TransformerBlock.encoder(8, 2);
        Tensor x = Layers.normal(s, 1, 2, 5, 8);
        Model model = Model.build(s, block, 1, x.shape(), DType.F64);
        Tensor mask =
                s.tensor(
                        new boolean[] {
                            true, true, true, false, false, true, true, true, true, true
                        },
                        2,
                        5);
        Tensor masked = block.encode(model.context(false), x, mask);
        Tensor shorter = x.slice(0, 0, 1).slice(1, 0, 3);
        assertArrayEquals(
                block.encode(model.context(false), shorter, null).toDoubleArray(),
                masked.slice(0, 0, 1).slice(1, 0, 3).toDoubleArray(),
                1e-13);
        assertArrayEquals(
                model.predict(x.slice(0, 1, 2)).toDoubleArray(),
                masked.slice(0, 1, 2).toDoubleArray(),
                1e-13);
    }

    @OnEveryBackend
    void stepByStepGivesWhatTheWholeGives(Session s) {
        Chain net = LanguageModels.transformer(9, 8, 2, 2, 0.5);
        Model model = Model.build(s, net, 1, Shape.of(1, 1));
        Tensor tokens = s.tensor(new int[] {1, 8, 3, 3, 0, 5, 2, 7, 4, 1, 1, 6}, 2, 6);
        State state = net.initial(model.context(false), 2);
        List<Tensor> outputs = new ArrayList<>();
        for (Tensor piece : tokens.split(1, 3, 1, 1, 1)) {
            Stateful.Result result = net.step(model.context(false), state, piece);
            outputs.add(result.output());
            state = result.state();
        }
        assertArrayEquals(
                model.predict(tokens).toFloatArray(), s.concat(1, outputs).toFloatArray(), 1e-5f);
    }

    @Test
    void gradientsOfABlockAreThoseOfDifferences() {
        try (Session s = ReferenceBackend.open()) {
            Layers.checkGradients(s, TransformerBlock.causal(4, 2), true, 1, 3, 4);
        }
    }

    @OnEveryBackend
    void positionsAreSinesAndCosines(Session s) {
        SinusoidalPositions positions = SinusoidalPositions.of(6);
        double[] code = positions.encode(s.arange(50), DType.F64).toDoubleArray();
        for (int i = 0; i < 50; i++) {
            for (int j = 0; j < 3; j++) {
                double angle = i / Math.pow(10_000, 2 * j / 6.0);
                assertEquals(Math.sin(angle), code[i * 6 + 2 * j], 1e-13);
                assertEquals(Math.cos(angle), code[i * 6 + 2 * j + 1], 1e-13);
            }
        }
    }

    /** Encoder and decoder on one input: the source in its first steps, the target behind. */
    record EncoderDecoder(int source) implements Layer {
        @Override
        public Tensor forward(Context context, Tensor x) {
            Tensor from = x.slice(1, 0, source);
            Tensor to = x.slice(1, source, x.size(1));
            Tensor memory = context.child("encoder", TransformerBlock.encoder(4, 2), from);
            DecoderBlock decoder = DecoderBlock.of(4, 2);
            Context inside = context.child("decoder");
            return decoder.step(inside, decoder.initial(inside, x.size(0)), to, memory, null)
                    .output();
        }
    }

    @OnEveryBackend
    void decoderSeesAllOfTheSourceAndNothingLaterOfTheTarget(Session s) {
        Tensor x = Layers.normal(s, 1, 1, 5, 4);
        Model model = Model.build(s, new EncoderDecoder(2), 1, x.shape(), DType.F64);
        double[] before = model.predict(x).toDoubleArray();
        for (int changed = 0; changed < 5; changed++) {
            double[] other = x.toDoubleArray();
            other[changed * 4] += 1;
            double[] after = model.predict(s.tensor(other, 1, 5, 4)).toDoubleArray();
            for (int target = 0; target < 3; target++) {
                boolean same =
                        Arrays.equals(
                                Arrays.copyOfRange(before, target * 4, target * 4 + 4),
                                Arrays.copyOfRange(after, target * 4, target * 4 + 4));
                assertEquals(changed >= 2 && changed - 2 > target, same, changed + " " + target);
            }
        }
    }

    @Test
    void gradientsOfEncoderAndDecoderAreThoseOfDifferences() {
        try (Session s = ReferenceBackend.open()) {
            Layers.checkGradients(s, new EncoderDecoder(2), true, 1, 4, 4);
        }
    }
}
