package org.ranvier.models.sequence;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ranvier.Scope;
import org.ranvier.Session;
import org.ranvier.Shape;
import org.ranvier.Tensor;
import org.ranvier.models.Model;
import org.ranvier.models.OnEveryBackend;
import org.ranvier.models.data.Dataset;
import org.ranvier.models.layers.Activation;
import org.ranvier.models.layers.Dense;
import org.ranvier.models.layers.Dropout;
import org.ranvier.models.optim.Adam;
import org.ranvier.models.train.Report;
import org.ranvier.random.RandomStream;
import org.ranvier.testkit.ReferenceBackend;

class LanguageModelTest {
    @Test
    void charactersGoThereAndBack() {
        Characters vocabulary = Characters.of("hello, wörld 🙂");
        assertEquals(11, vocabulary.size());
        assertEquals("wörld 🙂", vocabulary.decode(vocabulary.encode("wörld 🙂")));
        assertArrayEquals(new int[] {0, 1}, vocabulary.encode(" ,"));
        var e = assertThrows(IllegalArgumentException.class, () -> vocabulary.encode("hex"));
        assertTrue(e.getMessage().startsWith("vocabulary: character \"x\" is none of \" ,dehlorw"));
    }

    @Test
    void frequentPairsBecomeTokens() {
        // aa occurs 4 times; then [aa]a and ab twice each, of which ab has the lower numbers.
        BytePairs pairs = BytePairs.learn("aaabdaaabac", 7);
        assertEquals(7, pairs.size());
        assertEquals("aa", pairs.decode(4));
        assertEquals("ab", pairs.decode(5));
        assertEquals("aaab", pairs.decode(6));
        assertArrayEquals(new int[] {6, 3, 6, 0, 2}, pairs.encode("aaabdaaabac"));
        assertEquals("badab", pairs.decode(pairs.encode("badab")));
        assertEquals(0, pairs.encode("").length);
    }

    @Test
    void piecesStayWithinWords() {
        String text = "low lower lowest\nlow low";
        BytePairs pairs = BytePairs.learn(text, 40);
        // No pair but those of single words is left when learning ends early.
        assertTrue(pairs.size() < 40);
        int[] tokens = pairs.encode(text);
        assertEquals(text, pairs.decode(tokens));
        assertTrue(tokens.length < 12, Arrays.toString(tokens));
        for (int token = 0; token < pairs.size(); token++) {
            assertTrue(pairs.decode(token).lastIndexOf(' ') <= 0, pairs.decode(token));
        }
        assertThrows(IllegalArgumentException.class, () -> BytePairs.learn(text, 5));
        assertThrows(IllegalArgumentException.class, () -> pairs.encode("slow!"));
    }

    @OnEveryBackend
    void choicesFollowTheProbabilities(Session s) {
        double[] p = {0.1, 0.2, 0.3, 0.4};
        double[] logits = Arrays.stream(p).map(Math::log).toArray();
        check(s, logits, Sampler.temperature(1), p);
        check(s, logits, Sampler.temperature(1).withTopK(2), 0, 0, 3 / 7.0, 4 / 7.0);
        double half = 0.01 + 0.04 + 0.09 + 0.16;
        check(
                s,
                logits,
                Sampler.temperature(0.5),
                0.01 / half,
                0.04 / half,
                0.09 / half,
                0.16 / half);
        check(s, logits, Sampler.temperature(0), 0, 0, 0, 1);
        check(s, logits, Sampler.temperature(3).withTopK(1), 0, 0, 0, 1);
        assertThrows(IllegalArgumentException.class, () -> Sampler.temperature(-1));
    }

    /** Among 4,000 choices within four standard deviations; what is impossible never comes. */
    private static void check(Session s, double[] logits, Sampler sampler, double... p) {
        int n = 4000;
        Tensor rows = s.tensor(logits).expand(n, logits.length);
        int[] chosen = sampler.choose(rows, new RandomStream(1)).toIntArray();
        for (int token = 0; token < p.length; token++) {
            int wanted = token;
            long count = IntStream.of(chosen).filter(t -> t == wanted).count();
            double spread = Math.sqrt(n * p[token] * (1 - p[token]));
            assertEquals(n * p[token], count, 4 * spread, sampler + " " + token);
        }
    }

    private static List<Chain> networks() {
        return List.of(
                LanguageModels.lstm(5, 4, 6),
                LanguageModels.gru(5, 4, 6),
                LanguageModels.transformer(5, 8, 2, 1, 0));
    }

    @OnEveryBackend
    void generatedTokensAreThoseOfWholeSequencesChosenOneByOne(Session s) {
        for (Chain net : networks()) {
            Model model = Model.build(s, net, 3, Shape.of(1, 1));
            int[] tokens = {2, 0};
            List<Integer> expected = new ArrayList<>();
            for (int i = 0; i < 7; i++) {
                Tensor logits = model.predict(s.tensor(tokens, 1, tokens.length));
                int next = logits.select(1, -1).argMax(-1).toIntArray()[0];
                expected.add(next);
                tokens = Arrays.copyOf(tokens, tokens.length + 1);
                tokens[tokens.length - 1] = next;
            }
            Generator greedy = Generator.of(model, Sampler.temperature(0), 1);
            int[] added = greedy.tokens(List.of(new int[] {2, 0}), 7).get(0);
            assertEquals(expected, IntStream.of(added).boxed().toList(), net.toString());
        }
    }

    @OnEveryBackend
    void aStateThatGrewTooLongIsBuiltAnewFromItsLastHalf(Session s) {
        Model model = Model.build(s, LanguageModels.transformer(5, 8, 2, 1, 0), 3, Shape.of(1, 1));
        Generator greedy = Generator.of(model, Sampler.temperature(0), 1).withLongestState(4);
        int[] prompt = {1, 2, 3, 4};
        int[] added = greedy.tokens(List.of(prompt), 3).get(0);
        // The second choice would see five tokens: it sees the last two.
        int[] seen = {4, added[0]};
        int next = model.predict(s.tensor(seen, 1, 2)).select(1, -1).argMax(-1).toIntArray()[0];
        assertEquals(next, added[1]);
        int[] more = {4, added[0], added[1]};
        int last = model.predict(s.tensor(more, 1, 3)).select(1, -1).argMax(-1).toIntArray()[0];
        assertEquals(last, added[2]);
    }

    @OnEveryBackend
    void generatingLeavesNoMemoryInUse(Session s) {
        Model model = Model.build(s, LanguageModels.lstm(5, 4, 6), 3, Shape.of(1, 1));
        Generator generator = Generator.of(model, Sampler.temperature(1), 1);
        List<int[]> prompts = List.of(new int[] {1}, new int[] {2});
        generator.tokens(prompts, 3);
        long before = s.memory().live();
        assertEquals(2, generator.tokens(prompts, 5).size());
        assertEquals(before, s.memory().live());
        assertThrows(
                IllegalArgumentException.class,
                () -> generator.tokens(List.of(new int[] {1}, new int[] {2, 3}), 1));
    }

    @OnEveryBackend
    void whatIsFilledUpCountsForNothing(Session s) {
        Model model = Model.build(s, LanguageModels.gru(5, 4, 6), 3, Shape.of(1, 1));
        List<int[]> words = List.of(new int[] {1, 2, 3}, new int[] {4});
        Dataset data = TokenDataset.of(words, 0, 4);
        assertArrayEquals(
                new int[] {0, 4, 0, 0, 0}, data.feature(1).toArray(ValueLayout.JAVA_INT_UNALIGNED));
        double sum = 0;
        for (int[] tokens : List.of(new int[] {0, 1, 2, 3, 0}, new int[] {0, 4, 0})) {
            Tensor x = s.tensor(Arrays.copyOf(tokens, tokens.length - 1), 1, tokens.length - 1);
            Tensor target = s.tensor(Arrays.copyOfRange(tokens, 1, tokens.length));
            Tensor loss = SequenceLoss.crossEntropy().of(model.predict(x), target.unsqueeze(0));
            sum += loss.item() * (tokens.length - 1);
        }
        TokenLoss whole = TokenLoss.of(model, data);
        assertEquals(6, whole.tokens());
        assertEquals(sum / 6, whole.nats(), 1e-5);
        assertEquals(whole.nats() / Math.log(2), whole.bits(), 1e-12);
        assertThrows(IllegalArgumentException.class, () -> TokenDataset.of(words, 0, 2));
    }

    /** What comes after 2 is told by the token before it: only a memory finds out. */
    private static int[] text(int length) {
        int[] cycle = {0, 2, 1, 2};
        return IntStream.range(0, length).map(i -> cycle[i % 4]).toArray();
    }

    @OnEveryBackend
    void networksLearnWhatTakesMemory(Session s) {
        for (Chain net :
                List.of(
                        LanguageModels.lstm(3, 4, 8),
                        LanguageModels.gru(3, 4, 8),
                        LanguageModels.transformer(3, 8, 2, 1, 0))) {
            TextTrainer trainer =
                    TextTrainer.of(net, Adam.of(0.03))
                            .steps(100)
                            .batchSize(4)
                            .length(6)
                            .evaluateEvery(50)
                            .seed(1);
            var outcome = trainer.fit(s, text(100), text(60));
            assertEquals(2, outcome.history().size());
            double loss = outcome.history().getLast().heldOut();
            assertTrue(loss < 0.25, net + ": " + loss);
            Generator generator =
                    Generator.of(outcome.model(), Sampler.temperature(0), 1).withLongestState(6);
            assertArrayEquals(
                    new int[] {1, 2, 0, 2, 1, 2},
                    generator.tokens(List.of(new int[] {0, 2}), 6).get(0));
        }
    }

    /** Pieces of one token: what is learnt must have come through the carried state. */
    @Test
    void carriedStateReachesAcrossPieces() {
        Chain net = Chain.of(Embedding.of(3, 4), Rnn.of(4, 8), Dense.of(8, 3));
        double[] loss = new double[2];
        try (Session s = ReferenceBackend.open()) {
            for (int carry = 0; carry < 2; carry++) {
                TextTrainer trainer =
                        TextTrainer.of(net, Adam.of(0.02))
                                .steps(150)
                                .batchSize(2)
                                .length(1)
                                .evaluateEvery(50);
                var outcome =
                        (carry == 1 ? trainer.carryingState() : trainer)
                                .fit(s, text(400), text(50));
                loss[carry] = outcome.history().getLast().loss();
            }
        }
        assertTrue(loss[1] < 0.15, "carried: " + loss[1]);
        // Half of the tokens are followed by either of two: ln 2 on average over both halves.
        assertTrue(loss[0] > 0.3, "not carried: " + loss[0]);
    }

    /** Also with a state that is carried, and with random numbers of its own. */
    @Test
    void interruptedTrainingGoesOnToTheSameBits(@TempDir Path folder) {
        Chain net = Chain.of(Embedding.of(3, 4), Lstm.of(4, 8), Dropout.of(0.2), Dense.of(8, 3));
        Path file = folder.resolve("checkpoint.safetensors");
        try (Session s = ReferenceBackend.open()) {
            for (boolean carries : new boolean[] {false, true}) {
                TextTrainer trainer =
                        TextTrainer.of(net, Adam.of(0.02))
                                .steps(9)
                                .batchSize(2)
                                .length(3)
                                .evaluateEvery(4)
                                .seed(carries ? 1 : 2)
                                .checkpoint(file, 100);
                if (carries) {
                    trainer.carryingState();
                }
                var whole = trainer.fit(s, text(100), text(50));
                AtomicInteger steps = new AtomicInteger();
                trainer.stopWhen(() -> steps.incrementAndGet() == 5).fit(s, text(100), text(50));
                var rest = trainer.stopWhen(() -> false).resume(s, text(100), text(50));
                assertEquals(Report.End.FINISHED, rest.end());
                whole.model()
                        .parameters()
                        .forEach((path, w) ->
                                assertArrayEquals(
                                        w.toFloatArray(),
                                        rest.model().parameters().get(path).toFloatArray(),
                                        path));
                assertEquals(3, rest.history().size());
                for (int i = 0; i < 3; i++) {
                    assertEquals(whole.history().get(i).loss(), rest.history().get(i).loss());
                    assertEquals(whole.history().get(i).heldOut(), rest.history().get(i).heldOut());
                }
                var other = trainer.seed(7);
                assertThrows(
                        IllegalArgumentException.class, () -> other.resume(s, text(100), text(50)));
            }
        }
    }

    @Test
    void trainingStopsWhenAskedAndRefusesShortTexts() {
        try (Session s = ReferenceBackend.open();
                Scope _ = s.scope()) {
            Chain net = Chain.of(Embedding.of(3, 2), Activation.TANH, Dense.of(2, 3));
            TextTrainer trainer = TextTrainer.of(net, Adam.of(0.1)).length(4).batchSize(2);
            var outcome = trainer.stopWhen(() -> true).fit(s, text(10), text(10));
            assertEquals(Report.End.INTERRUPTED, outcome.end());
            assertEquals(0, outcome.history().size());
            assertThrows(IllegalArgumentException.class, () -> trainer.fit(s, text(4), text(10)));
        }
    }
}
