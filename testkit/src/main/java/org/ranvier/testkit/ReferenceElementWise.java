package org.ranvier.testkit;

import org.ranvier.DType;
import org.ranvier.op.Binary;
import org.ranvier.op.Unary;

/** Element by element. */
final class ReferenceElementWise {
    private ReferenceElementWise() {}

    static void fill(double value, Elements out) {
        for (long n = 0; n < out.count(); n++) {
            out.set(n, value);
        }
    }

    static void copy(Elements x, Elements out) {
        for (long n = 0; n < out.count(); n++) {
            out.set(n, x.get(n));
        }
    }

    static void map(Unary f, Elements x, Elements out) {
        for (long n = 0; n < out.count(); n++) {
            out.set(n, x.type() == DType.I32 ? f.apply(x.getInt(n)) : f.apply(x.get(n)));
        }
    }

    static void zip(Binary f, Elements a, Elements b, Elements out) {
        for (long n = 0; n < out.count(); n++) {
            out.set(n, apply(f, a.type(), a.get(n), b.get(n)));
        }
    }

    static void select(Elements condition, Elements yes, Elements no, Elements out) {
        for (long n = 0; n < out.count(); n++) {
            out.set(n, condition.get(n) != 0 ? yes.get(n) : no.get(n));
        }
    }

    /** In integers where the arguments are. */
    static double apply(Binary f, DType type, double a, double b) {
        return type == DType.I32 ? f.apply((int) a, (int) b) : f.apply(a, b);
    }
}
