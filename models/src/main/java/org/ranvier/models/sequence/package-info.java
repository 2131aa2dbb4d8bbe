/**
 * Sequences: recurrent units, transformers, and language models of both.
 *
 * <p>Layers that carry something from step to step are {@link
 * org.ranvier.models.sequence.Stateful}: a whole sequence goes through {@code forward}, and {@code
 * step} goes on from an explicit state. A recurrent network that tells sequences apart, trained
 * like any other:
 *
 * <pre>{@code
 * Layer last = (context, x) -> x.select(1, -1);                    // the output of the last step
 * var network = Sequential.of(Lstm.of(3, 64), last, Dense.of(64, 10));
 * var trainer = Trainer.of(network, Loss.softmaxCrossEntropy(), Adam.of(1e-3)).epochs(10);
 * try (Session session = Ranvier.open("auto")) {
 *     trainer.fit(session, sequences);                             // samples [T, 3] with classes
 * }
 * }</pre>
 *
 * <p>A transformer that learns to write, character by character:
 *
 * <pre>{@code
 * String text = String.join("\n", StateOfTheUnion.load());
 * var characters = Characters.of(text);
 * int[] tokens = characters.encode(text);
 * int end = tokens.length * 9 / 10;
 * var network = LanguageModels.transformer(characters.size(), 128, 4, 4, 0);
 * try (Session session = Ranvier.open("auto")) {
 *     var outcome = TextTrainer.of(network, Adam.of(2e-3))
 *             .steps(2000).batchSize(16).length(64)
 *             .progress(System.out::println)
 *             .fit(session, Arrays.copyOf(tokens, end), Arrays.copyOfRange(tokens, end, tokens.length));
 *     var generator = Generator.of(outcome.model(), Sampler.temperature(0.8), 1).withLongestState(64);
 *     System.out.println(generator.text(characters, "The state of the Union is ", 500));
 * }
 * }</pre>
 *
 * <p>The same with {@code LanguageModels.lstm(characters.size(), 64, 256)} and, in the trainer,
 * {@code carryingState()} is back-propagation through time, truncated to pieces of the text.
 */
@NullMarked
package org.ranvier.models.sequence;

import org.jspecify.annotations.NullMarked;
