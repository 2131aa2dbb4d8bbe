package org.ranvier;

/** Roots whose gradient at 0 is 0 instead of infinite: what a norm and a deviation need. */
final class Roots {
    private Roots() {}

    static Tensor safeSqrt(Tensor x) {
        Tensor zero = x.eq(0);
        return zero.where(x.zerosLike(), zero.where(x.onesLike(), x).sqrt());
    }

    static Tensor safePower(Tensor x, double exponent) {
        Tensor zero = x.eq(0);
        return zero.where(x.zerosLike(), zero.where(x.onesLike(), x).pow(exponent));
    }
}
