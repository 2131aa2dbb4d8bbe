package org.ranvier.models.data;

import org.ranvier.Shape;
import org.ranvier.random.RandomStream;

/**
 * A random change of a sample before it is trained on. The random numbers depend on the seed, the
 * epoch and the sample alone, so that equal seeds give equal samples.
 */
@FunctionalInterface
public interface Augmentation {
    /**
     * Changes a sample in place.
     *
     * @param elements the sample's elements in row-major order
     * @param shape its shape
     * @param random the random numbers to take
     */
    void apply(float[] elements, Shape shape, RandomStream random);

    /**
     * This one, then another.
     *
     * @param next what comes after
     * @return both
     */
    default Augmentation then(Augmentation next) {
        return (elements, shape, random) -> {
            apply(elements, shape, random);
            next.apply(elements, shape, random);
        };
    }

    /**
     * Shifts an image by a random distance, uniform in both directions; what comes in is 0.
     *
     * @param pixels the farthest shift along each axis
     * @return the augmentation, of samples {@code [C, H, W]}
     */
    static Augmentation shift(double pixels) {
        return new RandomAffine(pixels, 0, 0);
    }

    /**
     * Turns an image about its centre by a random angle, uniform in both directions; what comes in
     * is 0.
     *
     * @param degrees the largest angle
     * @return the augmentation, of samples {@code [C, H, W]}
     */
    static Augmentation rotate(double degrees) {
        return new RandomAffine(0, degrees, 0);
    }

    /**
     * Shifts, turns and scales an image at once, with one interpolation.
     *
     * @param pixels the farthest shift along each axis
     * @param degrees the largest angle
     * @param scale the largest part by which it is enlarged or made smaller, below 1
     * @return the augmentation, of samples {@code [C, H, W]}
     */
    static Augmentation affine(double pixels, double degrees, double scale) {
        return new RandomAffine(pixels, degrees, scale);
    }

    /**
     * Turns left and right of every second image round.
     *
     * @return the augmentation, of samples whose last axis runs from left to right
     */
    static Augmentation flip() {
        return (elements, shape, random) -> {
            float[] coin = new float[1];
            random.fillUniform(coin);
            int width = (int) shape.size(-1);
            if (coin[0] < 0.5f) {
                return;
            }
            for (int row = 0; row < elements.length; row += width) {
                for (int x = 0; x < width / 2; x++) {
                    float left = elements[row + x];
                    elements[row + x] = elements[row + width - 1 - x];
                    elements[row + width - 1 - x] = left;
                }
            }
        };
    }

    /**
     * Adds a normal number to every element.
     *
     * @param deviation the standard deviation
     * @return the augmentation
     */
    static Augmentation noise(double deviation) {
        return (elements, shape, random) -> {
            float[] noise = new float[elements.length];
            random.fillNormal(noise);
            for (int i = 0; i < noise.length; i++) {
                elements[i] += (float) deviation * noise[i];
            }
        };
    }
}
