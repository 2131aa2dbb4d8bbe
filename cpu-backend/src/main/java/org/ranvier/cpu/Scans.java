package org.ranvier.cpu;

import java.util.Arrays;
import java.util.List;
import org.ranvier.DType;
import org.ranvier.cpu.memory.Elements;
import org.ranvier.cpu.memory.Scratch;
import org.ranvier.cpu.parallel.Workers;
import org.ranvier.op.Op;
import org.ranvier.spi.Operand;

/** Running quantities. They are kept as F64; integers wrap around. */
final class Scans {
    private static final long GRAIN = 1 << 14;

    /** The most lines side by side. */
    private static final int WIDTH = 512;

    private final Op.Scan op;
    private final Lines a;
    private final Lines b;
    private final Lines y;
    private final boolean whole;
    private final double beginning;

    private Scans(Op.Scan op, List<Operand> in, Operand out) {
        this.op = op;
        a = Lines.of(in.get(0), op.axis());
        b = Lines.of(in.get(in.size() - 1), op.axis());
        y = Lines.of(out, op.axis());
        whole = out.dtype() == DType.I32;
        beginning = op.recurrence() == Op.Recurrence.PROD ? 1 : 0;
    }

    static void scan(Workers workers, Op.Scan op, List<Operand> in, Operand out) {
        Scans scan = new Scans(op, in, out);
        Lines y = scan.y;
        if (y.inner() == 1) {
            workers.parallel(
                    y.outer(),
                    Math.max(1, GRAIN / y.length()),
                    (start, end) -> {
                        for (long o = start; o < end; o++) {
                            scan.line(o);
                        }
                    });
            return;
        }
        long stretches = Math.ceilDiv(y.inner(), WIDTH);
        workers.parallel(
                y.outer() * stretches,
                Math.max(1, GRAIN / (y.length() * Math.min(WIDTH, y.inner()))),
                (start, end) -> {
                    for (long i = start; i < end; i++) {
                        scan.lines(i / stretches, i % stretches * WIDTH);
                    }
                });
    }

    /** A line of neighbours, piece by piece. */
    private void line(long o) {
        double h = beginning;
        for (long done = 0; done < y.length(); done += Scratch.ELEMENTS) {
            int n = (int) Math.min(Scratch.ELEMENTS, y.length() - done);
            long first = op.reverse() ? y.length() - done - n : done;
            double[] u = Elements.doubles(a.type(), a.at(o, first, 0), n, 0);
            double[] v = u;
            if (op.recurrence() == Op.Recurrence.LINEAR) {
                v = Elements.doubles(b.type(), b.at(o, first, 0), n, 1);
            }
            for (int step = 0; step < n; step++) {
                int i = op.reverse() ? n - 1 - step : step;
                h = next(h, u[i], v[i]);
                u[i] = h;
            }
            Elements.store(y.type(), u, n, y.at(o, first, 0), 1);
        }
    }

    private double next(double h, double u, double v) {
        return switch (op.recurrence()) {
            case SUM -> whole ? (int) h + (int) u : h + u;
            case PROD -> whole ? (int) h * (int) u : h * u;
            case LINEAR -> whole ? (int) u * (int) h + (int) v : u * h + v;
        };
    }

    /** Lines side by side, step by step. */
    private void lines(long o, long k) {
        int n = (int) Math.min(WIDTH, y.inner() - k);
        double[] h = Scratch.local().doubles(2);
        Arrays.fill(h, 0, n, beginning);
        for (long step = 0; step < y.length(); step++) {
            long i = op.reverse() ? y.length() - 1 - step : step;
            double[] u = Elements.doubles(a.type(), a.at(o, i, k), n, 0);
            double[] v = u;
            if (op.recurrence() == Op.Recurrence.LINEAR) {
                v = Elements.doubles(b.type(), b.at(o, i, k), n, 1);
            }
            advance(h, u, v, n);
            Elements.store(y.type(), h, n, y.at(o, i, k), 1);
        }
    }

    private void advance(double[] h, double[] u, double[] v, int n) {
        if (whole) {
            for (int i = 0; i < n; i++) {
                h[i] = next(h[i], u[i], v[i]);
            }
            return;
        }
        switch (op.recurrence()) {
            case SUM -> {
                for (int i = 0; i < n; i++) {
                    h[i] += u[i];
                }
            }
            case PROD -> {
                for (int i = 0; i < n; i++) {
                    h[i] *= u[i];
                }
            }
            case LINEAR -> {
                for (int i = 0; i < n; i++) {
                    h[i] = u[i] * h[i] + v[i];
                }
            }
        }
    }
}
