package org.ranvier.cpu;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.ranvier.DType;
import org.ranvier.cpu.memory.Raw;
import org.ranvier.cpu.memory.Scratch;
import org.ranvier.cpu.parallel.Workers;
import org.ranvier.cpu.twin.Trials;
import org.ranvier.cpu.twin.Twin;
import org.ranvier.op.Op;
import org.ranvier.spi.Operand;

/** Elements taken from places. */
final class Gathering {
    private static final long GRAIN = 1 << 14;

    private static final Twin<TakeRows> ROWS = twin();

    private Gathering() {}

    private static Twin<TakeRows> twin() {
        MemorySegment x = Trials.empty();
        MemorySegment y = Trials.empty();
        int[] places = {3, 1, 0, 1, 2, 3, 3, 0};
        return new Twin<>(
                "gather of rows",
                Gathering::copy,
                () -> new VectorTakeRows(Gathering::copy),
                kernel -> {
                    for (int bytes : new int[] {256, 100, 24}) {
                        kernel.run(x.address(), y.address(), bytes, places, places.length);
                    }
                });
    }

    /** What copies rows from places. */
    static TakeRows rows(long elements) {
        return ROWS.get(elements);
    }

    static void gather(Workers workers, Op.Gather op, Operand in, Operand indices, Operand out) {
        Lines x = Lines.of(in, op.axis());
        Lines y = Lines.of(out, op.axis());
        Places places = Places.checked(op, op.axis(), indices, x.length());
        TakeRows rows = rows(y.inner() > 1 ? y.outer() * y.length() * y.inner() : 0);
        workers.parallel(
                y.outer() * y.length(),
                Math.max(1, GRAIN / y.inner()),
                (start, end) -> {
                    long next;
                    for (long row = start; row < end; row = next) {
                        long o = row / y.length();
                        next = Math.min(end, (o + 1) * y.length());
                        line(rows, x, y, o, places, row - o * y.length(), (int) (next - row));
                    }
                });
    }

    /** Takes n places of one line. */
    private static void line(
            TakeRows rows, Lines x, Lines y, long o, Places places, long first, int n) {
        long from = x.at(o, 0, 0);
        int[] some = Scratch.local().ints(0);
        for (int done = 0; done < n; done += some.length) {
            int count = Math.min(some.length, n - done);
            places.read(first + done, some, count);
            long to = y.at(o, first + done, 0);
            if (y.inner() > 1) {
                rows.run(from, to, y.inner() * y.type().byteSize(), some, count);
            } else {
                take(from, to, y.type(), some, count);
            }
        }
    }

    private static void take(long x, long y, DType type, int[] places, int n) {
        switch (type) {
            case F32, I32 -> ints(x, y, places, n);
            case F64 -> longs(x, y, places, n);
            case BOOL -> bytes(x, y, places, n);
        }
    }

    private static void copy(long x, long y, long bytes, int[] places, int n) {
        for (int i = 0; i < n; i++) {
            MemorySegment.copy(Raw.ALL, x + places[i] * bytes, Raw.ALL, y + i * bytes, bytes);
        }
    }

    private static void ints(long x, long y, int[] places, int n) {
        int[] taken = Scratch.local().ints(1);
        for (int i = 0; i < n; i++) {
            taken[i] = Raw.ALL.get(Raw.INT, x + 4L * places[i]);
        }
        MemorySegment.copy(taken, 0, Raw.ALL, Raw.INT, y, n);
    }

    private static void longs(long x, long y, int[] places, int n) {
        for (int i = 0; i < n; i++) {
            Raw.ALL.set(Raw.LONG, y + 8L * i, Raw.ALL.get(Raw.LONG, x + 8L * places[i]));
        }
    }

    private static void bytes(long x, long y, int[] places, int n) {
        for (int i = 0; i < n; i++) {
            byte v = Raw.ALL.get(ValueLayout.JAVA_BYTE, x + places[i]);
            Raw.ALL.set(ValueLayout.JAVA_BYTE, y + i, v);
        }
    }
}
