package org.ranvier.models.sequence;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.ranvier.Scope;
import org.ranvier.Session;
import org.ranvier.Tensor;
import org.ranvier.models.Context;
import org.ranvier.models.Model;
import org.ranvier.random.RandomStream;

/**
 * Lets a language model go on with sequences, one token at a time. What the model keeps of a
 * sequence is its state, so that no step is computed twice.
 */
public final class Generator {
    private final Model model;
    private final Stateful network;
    private final Sampler sampler;
    private final RandomStream random;
    private final int longest;

    private Generator(Model model, Sampler sampler, RandomStream random, int longest) {
        if (!(model.network() instanceof Stateful stateful)) {
            throw new IllegalArgumentException(
                    "generator: " + model.network() + " carries no state; expected a Stateful");
        }
        this.model = model;
        this.network = stateful;
        this.sampler = sampler;
        this.random = random;
        this.longest = longest;
    }

    /**
     * A generator.
     *
     * @param model a trained model whose network is {@link Stateful}, from tokens I32 {@code [N,
     *     T]} to logits {@code [N, T, C]}
     * @param sampler how tokens are chosen
     * @param seed what the choices follow from
     * @return the generator
     */
    public static Generator of(Model model, Sampler sampler, long seed) {
        RandomStream random = new RandomStream(seed).named("generator");
        return new Generator(model, sampler, random, Integer.MAX_VALUE);
    }

    /**
     * For models that were trained on sequences of limited length, as transformers are: when a
     * state has grown so long, it is built anew from the last half.
     *
     * @param steps the longest state, at least 2
     * @return the generator
     */
    public Generator withLongestState(int steps) {
        if (steps < 2) {
            throw new IllegalArgumentException(
                    "generator: longest state " + steps + "; expected at least 2");
        }
        return new Generator(model, sampler, random, steps);
    }

    /**
     * Goes on with a text.
     *
     * @param vocabulary the tokens
     * @param prompt how it begins, at least one token
     * @param count how many tokens to add
     * @return what was added
     */
    public String text(Vocabulary vocabulary, String prompt, int count) {
        return vocabulary.decode(tokens(List.of(vocabulary.encode(prompt)), count).get(0));
    }

    /**
     * Goes on with sequences side by side.
     *
     * @param prompts how they begin, equally long, at least one token each
     * @param count how many tokens to add to each
     * @return for each what was added
     */
    public List<int[]> tokens(List<int[]> prompts, int count) {
        int length = prompts.get(0).length;
        for (int[] prompt : prompts) {
            if (prompt.length != length || length == 0) {
                throw new IllegalArgumentException(
                        "generator: prompts of "
                                + length
                                + " and "
                                + prompt.length
                                + " tokens; expected equally many and at least one");
            }
        }
        int[][] rows =
                prompts.stream().map(p -> Arrays.copyOf(p, length + count)).toArray(int[][]::new);
        State state = State.of();
        int first = Math.max(0, length - longest);
        int seen = first;
        for (int at = length; at < length + count; at++) {
            if (at - first > longest) {
                first = at - longest / 2;
                seen = first;
            }
            State before = state;
            state = step(before, rows, first, seen, at);
            before.close();
            seen = at;
        }
        state.close();
        return Stream.of(rows).map(row -> Arrays.copyOfRange(row, length, row.length)).toList();
    }

    /**
     * Chooses the tokens at a place.
     *
     * @param state what is left of the tokens from the first one that counts to those seen
     * @return the state that has also seen what was not
     */
    private State step(State state, int[][] rows, int first, int seen, int at) {
        Session session = model.session();
        Context context = model.context(false);
        try (Scope _ = session.scope("token")) {
            State before = seen == first ? network.initial(context, rows.length) : state;
            int[] unseen =
                    Stream.of(rows).flatMapToInt(row -> Arrays.stream(row, seen, at)).toArray();
            Tensor x = session.tensor(unseen, rows.length, at - seen);
            Stateful.Result result = network.step(context, before, x);
            int[] chosen = sampler.choose(result.output().select(1, -1), random).toIntArray();
            for (int i = 0; i < rows.length; i++) {
                rows[i][at] = chosen[i];
            }
            return result.state().keep();
        }
    }
}
