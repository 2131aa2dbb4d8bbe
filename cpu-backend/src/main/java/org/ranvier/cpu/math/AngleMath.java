package org.ranvier.cpu.math;

/** Sine, cosine and arc tangent on F64, scalar. Largest errors: 1 ulp. */
final class AngleMath {
    /** Above this, the arguments of sine and cosine are left to {@link Math}. */
    static final double LARGE = 0x1p30;

    static final double TWO_OVER_PI = 0.6366197723675814;

    /** {@code π/2} in three parts. */
    static final double HALF_PI = 1.5707963267948966;

    static final double HALF_PI_2 = 6.123233995736766e-17;
    static final double HALF_PI_3 = -1.4973849048591833e-33;

    static final double ROUNDER = 0x1.8p52;
    static final long ROUNDER_BITS = 0x4338000000000000L;

    /** {@code (sin r − r)/r³} in r², for {@code |r| ≤ π/4}. */
    static final double S0 = -0.1666666666666663;

    static final double S1 = 0.008333333333322004;
    static final double S2 = -0.00019841269829494847;
    static final double S3 = 2.755731358742924e-06;
    static final double S4 = -2.5050742281890716e-08;
    static final double S5 = 1.589590339502672e-10;

    /** {@code (cos r − 1 + r²/2)/r⁴} in r², for {@code |r| ≤ π/4}. */
    static final double C0 = 0.0416666666666666;

    static final double C1 = -0.0013888888888873988;
    static final double C2 = 2.4801587289393727e-05;
    static final double C3 = -2.7557314325716957e-07;
    static final double C4 = 2.087571951959864e-09;
    static final double C5 = -1.1359446803925677e-11;

    /** {@code tan(3π/8)}. */
    static final double STEEP = 2.414213562373095;

    /** {@code tan(π/8)}. */
    static final double FLAT = 0.41421356237309503;

    static final double QUARTER_PI = 0.7853981633974483;

    /** {@code (atan(y) − y)/y³} in y², for {@code |y| ≤ tan(π/8)}. */
    static final double A0 = -0.33333333333333326;

    static final double A1 = 0.19999999999997645;
    static final double A2 = -0.1428571428538535;
    static final double A3 = 0.11111111088031785;
    static final double A4 = -0.09090908139885928;
    static final double A5 = 0.07692282666291267;
    static final double A6 = -0.06666225560046035;
    static final double A7 = 0.0587701154211293;
    static final double A8 = -0.05218346913766547;
    static final double A9 = 0.0450334725893225;
    static final double A10 = -0.03347041962394578;
    static final double A11 = 0.015191675296109734;

    private AngleMath() {}

    static double sin(double x) {
        double y = sine(x, 0);
        return Math.abs(x) <= LARGE ? x == 0 ? x : y : Math.sin(x);
    }

    static double cos(double x) {
        return Math.abs(x) <= LARGE ? sine(x, 1) : Math.cos(x);
    }

    /**
     * The sine of x and some quarter turns. {@code x − k·π/2} is exact with the first part of π/2;
     * what the second rounds away is kept.
     */
    private static double sine(double x, long quarters) {
        double rounded = Math.fma(x, TWO_OVER_PI, ROUNDER);
        long turn = Double.doubleToRawLongBits(rounded) - ROUNDER_BITS + quarters;
        double k = rounded - ROUNDER;
        double first = Math.fma(k, -HALF_PI, x);
        double second = k * HALF_PI_2;
        double r = first - second;
        double lost = first - r - second - Math.fma(k, HALF_PI_2, -second);
        double rest = Math.fma(k, -HALF_PI_3, lost);
        double y = (turn & 1) == 0 ? sineNearZero(r, rest) : cosineNearZero(r, rest);
        return (turn & 2) == 0 ? y : -y;
    }

    private static double sineNearZero(double r, double rest) {
        double z = r * r;
        double p = Math.fma(S5, z, S4);
        p = Math.fma(p, z, S3);
        p = Math.fma(p, z, S2);
        p = Math.fma(p, z, S1);
        p = Math.fma(p, z, S0);
        return r + Math.fma(p, z * r, Math.fma(z * -0.5, rest, rest));
    }

    private static double cosineNearZero(double r, double rest) {
        double z = r * r;
        double p = Math.fma(C5, z, C4);
        p = Math.fma(p, z, C3);
        p = Math.fma(p, z, C2);
        p = Math.fma(p, z, C1);
        p = Math.fma(p, z, C0);
        double half = z * 0.5;
        double w = 1 - half;
        return w + (1 - w - half + Math.fma(p, z * z, -(r * rest)));
    }

    static double atan(double x) {
        double a = Math.abs(x);
        boolean steep = a > STEEP;
        boolean flat = a <= FLAT;
        double top = steep ? -1 : flat ? a : a - 1;
        double bottom = steep ? a : flat ? 1 : a + 1;
        double base = steep ? HALF_PI : flat ? 0 : QUARTER_PI;
        double rest = steep ? HALF_PI_2 : flat ? 0 : 0.5 * HALF_PI_2;
        double y = top / bottom;
        double z = y * y;
        double p = Math.fma(A11, z, A10);
        p = Math.fma(p, z, A9);
        p = Math.fma(p, z, A8);
        p = Math.fma(p, z, A7);
        p = Math.fma(p, z, A6);
        p = Math.fma(p, z, A5);
        p = Math.fma(p, z, A4);
        p = Math.fma(p, z, A3);
        p = Math.fma(p, z, A2);
        p = Math.fma(p, z, A1);
        p = Math.fma(p, z, A0);
        double angle = base + (y + Math.fma(p, z * y, rest));
        return x < 0 ? -angle : x == 0 ? x : angle;
    }
}
