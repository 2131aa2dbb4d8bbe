package org.ranvier.models.data;

import org.ranvier.Shape;
import org.ranvier.random.RandomStream;

/** A random change of a sample before it is trained on. */
@FunctionalInterface
public interface Augmentation {
    /**
     * Changes a sample in place.
     *
     * @param elements the sample's elements in row-major order
     * @param shape its shape
     * @param random the random numbers to take: those of this sample in this epoch
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
}
