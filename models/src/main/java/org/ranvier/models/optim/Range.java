package org.ranvier.models.optim;

/** Checks of what optimisers are told. */
final class Range {
    private Range() {}

    static void rate(String optimizer, double rate) {
        notNegative(optimizer + ": learning rate", rate);
    }

    static void notNegative(String what, double value) {
        if (!(value >= 0) || value == Double.POSITIVE_INFINITY) {
            throw new IllegalArgumentException(what + " " + value + "; expected at least 0");
        }
    }

    static void fraction(String what, double value) {
        if (!(value >= 0 && value < 1)) {
            throw new IllegalArgumentException(what + " " + value + "; expected 0 to below 1");
        }
    }
}
