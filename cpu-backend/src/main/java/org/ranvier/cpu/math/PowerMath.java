package org.ranvier.cpu.math;

/** Powers, computed in F64 and exact to half an ulp of F32. */
final class PowerMath {
    private PowerMath() {}

    /** As {@link org.ranvier.op.Binary#POW}. */
    static double pow(double a, double b) {
        double m = Math.abs(a);
        double r = DoubleMath.exp(b * DoubleMath.log(m));
        double y = b == 0 || m == 1 ? 1 : r;
        boolean whole = Math.rint(b) == b;
        boolean odd = whole && Math.rint(b * 0.5) != b * 0.5;
        boolean undefined = a < 0 && m < Double.POSITIVE_INFINITY && !whole;
        boolean minus = odd && Double.doubleToRawLongBits(a) < 0;
        return undefined ? Double.NaN : minus ? -y : y;
    }
}
