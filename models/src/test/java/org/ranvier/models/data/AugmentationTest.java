package org.ranvier.models.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.ranvier.Shape;
import org.ranvier.random.RandomStream;

class AugmentationTest {
    private static final Shape SHAPE = Shape.of(2, 9, 9);

    /** A single bright pixel in each channel. */
    private static float[] spot(int x, int y) {
        float[] image = new float[2 * 81];
        image[y * 9 + x] = 1;
        image[81 + y * 9 + x] = 2;
        return image;
    }

    private static float[] apply(Augmentation change, float[] image, long seed) {
        change.apply(image, SHAPE, new RandomStream(seed));
        return image;
    }

    /** The centre of brightness of a channel. */
    private static double[] centre(float[] image, int channel) {
        double x = 0;
        double y = 0;
        double sum = 0;
        for (int i = 0; i < 81; i++) {
            double v = image[81 * channel + i];
            x += v * (i % 9);
            y += v * (i / 9);
            sum += v;
        }
        return new double[] {x / sum, y / sum, sum};
    }

    @Test
    void equalSeedsGiveEqualSamples() {
        Augmentation all =
                Augmentation.affine(2, 20, 0.2)
                        .then(Augmentation.flip())
                        .then(Augmentation.noise(0.1));
        float[] once = apply(all, spot(3, 5), 1);
        assertArrayEquals(once, apply(all, spot(3, 5), 1));
        assertFalse(Arrays.equals(once, apply(all, spot(3, 5), 2)));
    }

    @Test
    void shiftMovesAllChannelsAlikeAndNotTooFar() {
        double farthest = 0;
        for (int seed = 0; seed < 50; seed++) {
            float[] image = apply(Augmentation.shift(2), spot(4, 4), seed);
            double[] a = centre(image, 0);
            double[] b = centre(image, 1);
            assertEquals(a[0], b[0], 1e-6);
            assertEquals(a[1], b[1], 1e-6);
            assertEquals(1, a[2], 1e-5);
            double moved = Math.max(Math.abs(a[0] - 4), Math.abs(a[1] - 4));
            assertTrue(moved <= 2);
            farthest = Math.max(farthest, moved);
        }
        assertTrue(farthest > 1.5);
    }

    @Test
    void rotationTurnsAboutTheCentre() {
        float[] still = apply(Augmentation.rotate(180), spot(4, 4), 1);
        assertEquals(1, still[4 * 9 + 4], 1e-6);
        double widest = 0;
        for (int seed = 0; seed < 50; seed++) {
            double[] c = centre(apply(Augmentation.rotate(30), spot(7, 4), seed), 0);
            assertEquals(3, Math.hypot(c[0] - 4, c[1] - 4), 0.3);
            widest = Math.max(widest, Math.abs(Math.atan2(c[1] - 4, c[0] - 4)));
        }
        assertEquals(Math.toRadians(30), widest, 0.12);
    }

    @Test
    void scaleMovesPointsOutwardsOrInwards() {
        double least = 9;
        double most = 0;
        for (int seed = 0; seed < 50; seed++) {
            double[] c = centre(apply(Augmentation.affine(0, 0, 0.3), spot(6, 4), seed), 0);
            least = Math.min(least, c[0] - 4);
            most = Math.max(most, c[0] - 4);
        }
        assertTrue(least < 1.7 && most > 2.3, least + " to " + most);
    }

    @Test
    void flipTurnsEverySecondImageRound() {
        int flipped = 0;
        for (int seed = 0; seed < 200; seed++) {
            float[] image = apply(Augmentation.flip(), spot(1, 3), seed);
            assertEquals(1, image[3 * 9 + 1] + image[3 * 9 + 7]);
            flipped += image[3 * 9 + 7] == 1 ? 1 : 0;
        }
        assertEquals(100, flipped, 30);
    }

    @Test
    void noiseHasItsDeviation() {
        float[] image = new float[20000];
        Augmentation.noise(0.5).apply(image, Shape.of(1, 100, 200), new RandomStream(3));
        double squares = 0;
        for (float v : image) {
            squares += v * v;
        }
        assertEquals(0.5, Math.sqrt(squares / image.length), 0.01);
    }

    @Test
    void wrongSettingsAndSamplesAreRejected() {
        assertThrows(IllegalArgumentException.class, () -> Augmentation.shift(-1));
        assertThrows(IllegalArgumentException.class, () -> Augmentation.affine(0, 0, 1));
        assertThrows(
                IllegalArgumentException.class,
                () -> Augmentation.shift(1).apply(new float[4], Shape.of(4), new RandomStream(1)));
    }
}
