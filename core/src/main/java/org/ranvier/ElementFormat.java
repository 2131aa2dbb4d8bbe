package org.ranvier;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Arrays;

/**
 * Elements as texts of one width, after NumPy's rules: the fewest digits that tell a number from
 * its neighbours, at most eight behind the point; a common exponent notation if the largest is 1e8
 * or more, the smallest below 1e-4 or their ratio above 1000.
 */
final class ElementFormat {
    private static final int DIGITS = 8;

    private ElementFormat() {}

    static String[] of(Tensor x) {
        return rightAligned(
                switch (x.dtype()) {
                    case F32 -> floats(x.toFloatArray());
                    case F64 -> doubles(x.toDoubleArray());
                    case I32 ->
                            Arrays.stream(x.toIntArray())
                                    .mapToObj(Integer::toString)
                                    .toArray(String[]::new);
                    case BOOL -> booleans(x.toBooleanArray());
                });
    }

    private static String[] booleans(boolean[] values) {
        String[] texts = new String[values.length];
        for (int i = 0; i < values.length; i++) {
            texts[i] = Boolean.toString(values[i]);
        }
        return texts;
    }

    private static String[] floats(float[] values) {
        String[] shortest = new String[values.length];
        for (int i = 0; i < values.length; i++) {
            shortest[i] = Float.toString(values[i]);
        }
        return numbers(shortest);
    }

    private static String[] doubles(double[] values) {
        String[] shortest = new String[values.length];
        for (int i = 0; i < values.length; i++) {
            shortest[i] = Double.toString(values[i]);
        }
        return numbers(shortest);
    }

    private static boolean isFinite(String shortest) {
        return !shortest.endsWith("y") && !shortest.equals("NaN");
    }

    private static String notFinite(String shortest) {
        return shortest.equals("NaN") ? "nan" : shortest.startsWith("-") ? "-inf" : "inf";
    }

    private static String[] numbers(String[] shortest) {
        double largest = 0;
        double smallest = Double.POSITIVE_INFINITY;
        for (String text : shortest) {
            double size = Math.abs(Double.parseDouble(text));
            if (size != 0 && isFinite(text)) {
                largest = Math.max(largest, size);
                smallest = Math.min(smallest, size);
            }
        }
        boolean exponents = largest >= 1e8 || smallest < 1e-4 || largest / smallest > 1000;
        return exponents ? scientific(shortest) : fixed(shortest);
    }

    /** As {@code 12.5}, the points one below the other. */
    private static String[] fixed(String[] shortest) {
        String[] texts = new String[shortest.length];
        int behind = 0;
        for (int i = 0; i < texts.length; i++) {
            if (isFinite(shortest[i])) {
                BigDecimal d = new BigDecimal(shortest[i]).setScale(DIGITS, RoundingMode.HALF_EVEN);
                String plain = d.abs().stripTrailingZeros().toPlainString();
                texts[i] =
                        (shortest[i].startsWith("-") ? "-" : "")
                                + plain
                                + (plain.contains(".") ? "" : ".");
                behind = Math.max(behind, texts[i].length() - texts[i].indexOf('.'));
            }
        }
        for (int i = 0; i < texts.length; i++) {
            if (isFinite(shortest[i])) {
                int missing = behind - (texts[i].length() - texts[i].indexOf('.'));
                texts[i] += " ".repeat(missing);
            } else {
                texts[i] = notFinite(shortest[i]);
            }
        }
        return texts;
    }

    /** As {@code 1.25e-07}, with as many digits as the longest needs. */
    private static String[] scientific(String[] shortest) {
        int digits = 1;
        BigDecimal[] rounded = new BigDecimal[shortest.length];
        for (int i = 0; i < rounded.length; i++) {
            if (isFinite(shortest[i])) {
                rounded[i] = new BigDecimal(shortest[i]).round(new MathContext(DIGITS + 1)).abs();
                digits = Math.max(digits, rounded[i].stripTrailingZeros().precision());
            }
        }
        String[] texts = new String[shortest.length];
        for (int i = 0; i < texts.length; i++) {
            texts[i] =
                    isFinite(shortest[i])
                            ? (shortest[i].startsWith("-") ? "-" : "")
                                    + scientific(rounded[i], digits)
                            : notFinite(shortest[i]);
        }
        return texts;
    }

    private static String scientific(BigDecimal value, int digits) {
        BigDecimal stripped = value.stripTrailingZeros();
        int exponent = value.signum() == 0 ? 0 : stripped.precision() - stripped.scale() - 1;
        String figures = stripped.unscaledValue().toString();
        String behind = figures.substring(1) + "0".repeat(digits - figures.length());
        String size = Integer.toString(Math.abs(exponent));
        return figures.charAt(0)
                + "."
                + behind
                + (exponent < 0 ? "e-" : "e+")
                + (size.length() < 2 ? "0" : "")
                + size;
    }

    private static String[] rightAligned(String[] texts) {
        int width = Arrays.stream(texts).mapToInt(String::length).max().orElse(0);
        for (int i = 0; i < texts.length; i++) {
            texts[i] = " ".repeat(width - texts[i].length()) + texts[i];
        }
        return texts;
    }
}
