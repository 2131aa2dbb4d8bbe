package org.ranvier.benchmarks.work;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.ranvier.Shape;
import org.ranvier.benchmarks.work.Workload.Cost;
import org.ranvier.op.ConvGeometry;
import org.ranvier.op.Window;

/**
 * A two-dimensional convolution, padded by half its window.
 *
 * @param n the batch
 * @param c channels in
 * @param h height and width of the images
 * @param k channels out
 * @param r height and width of the window
 * @param s the stride
 */
public record ConvLayer(long n, long c, long h, long k, long r, long s) {
    private static final Pattern NAME =
            Pattern.compile(".*N(\\d+)C(\\d+)H(\\d+)K(\\d+)R(\\d+)(?:s(\\d+))?");

    /**
     * The convolution of a workload.
     *
     * @param workload its name, which ends as in {@code N8C3H224K64R7s2}
     * @return the convolution
     */
    public static ConvLayer of(String workload) {
        Matcher m = NAME.matcher(workload);
        if (!m.matches()) {
            throw new IllegalArgumentException("no shape of a convolution in '" + workload + "'");
        }
        long[] sizes = new long[6];
        for (int i = 0; i < sizes.length; i++) {
            String size = m.group(i + 1);
            sizes[i] = size == null ? 1 : Long.parseLong(size);
        }
        return new ConvLayer(sizes[0], sizes[1], sizes[2], sizes[3], sizes[4], sizes[5]);
    }

    /**
     * Its name.
     *
     * @return as {@code N8C3H224K64R7s2}
     */
    public String name() {
        String stride = s == 1 ? "" : "s" + s;
        return "N" + n + "C" + c + "H" + h + "K" + k + "R" + r + stride;
    }

    /**
     * The padding on each side.
     *
     * @return half the window
     */
    public long padding() {
        return r / 2;
    }

    /**
     * The images.
     *
     * @return {@code [N, C, H, H]}
     */
    public Shape in() {
        return Shape.of(n, c, h, h);
    }

    /**
     * The weights.
     *
     * @return {@code [K, C, R, R]}
     */
    public Shape weight() {
        return Shape.of(k, c, r, r);
    }

    /**
     * The results.
     *
     * @return {@code [N, K, …]}
     */
    public Shape out() {
        long size = (h + 2 * padding() - r) / s + 1;
        return Shape.of(n, k, size, size);
    }

    ConvGeometry geometry() {
        Window window = Window.of(r, s, padding());
        return new ConvGeometry(List.of(window, window), 1);
    }

    Cost cost() {
        double products = (double) out().elements() * c * r * r;
        double elements = (double) in().elements() + weight().elements() + out().elements();
        return new Cost(2 * products, Make.bytes(elements));
    }
}
