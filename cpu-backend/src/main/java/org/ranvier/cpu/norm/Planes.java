package org.ranvier.cpu.norm;

/**
 * Where the elements of a channel lie.
 *
 * @param images how many images
 * @param step distance of images, in bytes
 * @param n elements of the channel in an image, which are neighbours
 */
record Planes(long images, long step, int n) {
    double count() {
        return (double) images * n;
    }
}
