package org.ranvier.models.data;

import org.ranvier.Shape;
import org.ranvier.random.RandomStream;

/**
 * Shifts, turns and scales images {@code [C, H, W]}: every pixel is interpolated bilinearly from
 * where it came from; outside the image all is 0.
 *
 * @param shift the farthest shift along each axis, in pixels
 * @param degrees the largest angle
 * @param scale the largest part by which the image is enlarged or made smaller, below 1
 */
record RandomAffine(double shift, double degrees, double scale) implements Augmentation {
    RandomAffine {
        if (!(shift >= 0 && degrees >= 0 && scale >= 0 && scale < 1)) {
            throw new IllegalArgumentException(
                    "augmentation: shift "
                            + shift
                            + ", degrees "
                            + degrees
                            + ", scale "
                            + scale
                            + "; expected at least 0, and a scale below 1");
        }
    }

    @Override
    public void apply(float[] elements, Shape shape, RandomStream random) {
        if (shape.rank() != 3) {
            throw new IllegalArgumentException(
                    "augmentation: expected images [C, H, W], got samples of " + shape);
        }
        float[] u = new float[4];
        random.fillUniform(u);
        double angle = Math.toRadians(degrees * (2 * u[0] - 1));
        double factor = 1 + scale * (2 * u[1] - 1);
        double cos = Math.cos(angle) / factor;
        double sin = Math.sin(angle) / factor;
        double dx = shift * (2 * u[2] - 1);
        double dy = shift * (2 * u[3] - 1);
        int height = (int) shape.size(1);
        int width = (int) shape.size(2);
        double cx = (width - 1) / 2.0;
        double cy = (height - 1) / 2.0;
        float[] source = elements.clone();
        for (int i = 0; i < elements.length; i++) {
            double x = i % width - cx - dx;
            double y = i / width % height - cy - dy;
            int plane = i / (width * height) * width * height;
            elements[i] =
                    at(
                            source,
                            plane,
                            width,
                            height,
                            cos * x + sin * y + cx,
                            cos * y - sin * x + cy);
        }
    }

    private static float at(float[] image, int plane, int width, int height, double x, double y) {
        int x0 = (int) Math.floor(x);
        int y0 = (int) Math.floor(y);
        float fx = (float) (x - x0);
        float fy = (float) (y - y0);
        float top =
                (1 - fx) * pixel(image, plane, width, height, x0, y0)
                        + fx * pixel(image, plane, width, height, x0 + 1, y0);
        float bottom =
                (1 - fx) * pixel(image, plane, width, height, x0, y0 + 1)
                        + fx * pixel(image, plane, width, height, x0 + 1, y0 + 1);
        return (1 - fy) * top + fy * bottom;
    }

    private static float pixel(float[] image, int plane, int width, int height, int x, int y) {
        boolean inside = x >= 0 && x < width && y >= 0 && y < height;
        return inside ? image[plane + y * width + x] : 0;
    }
}
