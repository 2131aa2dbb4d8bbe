package org.ranvier.models.data;

import org.ranvier.random.RandomStream;

/**
 * Samples of {@code y = 0.4x − 0.9} with noise, to show over-fitting: a network with a thousand
 * hidden units learns five of them by heart and misses the line.
 */
public final class NoisyLine {
    private static final float SLOPE = 0.4f;
    private static final float OFFSET = -0.9f;

    private NoisyLine() {}

    /**
     * Noisy samples.
     *
     * @param count how many
     * @param deviation the standard deviation of the noise
     * @param seed decides x, uniform on [−1, 1), and noise
     * @return inputs {@code [1]} and targets {@code [1]}
     */
    public static Dataset samples(int count, double deviation, long seed) {
        RandomStream random = new RandomStream(seed).named("noisy line");
        float[] x = new float[count];
        float[] noise = new float[count];
        random.fillUniform(x);
        random.fillNormal(noise);
        float[] y = new float[count];
        for (int i = 0; i < count; i++) {
            x[i] = 2 * x[i] - 1;
            y[i] = SLOPE * x[i] + OFFSET + (float) deviation * noise[i];
        }
        return Dataset.of(Column.of(x, 1), Column.of(y, 1));
    }

    /**
     * The line itself, on an even grid of [−1, 1].
     *
     * @param count how many points, at least 2
     * @return inputs {@code [1]} and targets {@code [1]}
     */
    public static Dataset line(int count) {
        float[] x = new float[count];
        float[] y = new float[count];
        for (int i = 0; i < count; i++) {
            x[i] = 2f * i / (count - 1) - 1;
            y[i] = SLOPE * x[i] + OFFSET;
        }
        return Dataset.of(Column.of(x, 1), Column.of(y, 1));
    }
}
