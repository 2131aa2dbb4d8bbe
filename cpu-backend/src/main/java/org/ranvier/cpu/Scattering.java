package org.ranvier.cpu;

import java.lang.foreign.MemorySegment;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.ranvier.DType;
import org.ranvier.cpu.memory.Elements;
import org.ranvier.cpu.memory.Raw;
import org.ranvier.cpu.memory.Scratch;
import org.ranvier.cpu.memory.Work;
import org.ranvier.cpu.parallel.Workers;
import org.ranvier.cpu.reduce.ReduceKernels;
import org.ranvier.cpu.twin.Trials;
import org.ranvier.cpu.twin.Twin;
import org.ranvier.op.Op;
import org.ranvier.spi.Operand;

/**
 * Elements added to places, always in the order in which they lie. Sums of F32 are F64 until they
 * are complete.
 */
final class Scattering {
    private static final long GRAIN = 1 << 14;

    /** From so many neighbours on each output row gathers its updates, so that rows are shared. */
    private static final long WIDE = 8;

    /** Bytes of rows that are brought together: they stay in the first-level cache. */
    private static final int TOGETHER = 1 << 14;

    /** Longer rows, in bytes, are fetched fast enough where they lie. */
    private static final long SHORT = 1 << 11;

    private static final int[] NUMBERS =
            IntStream.range(0, TOGETHER / (int) (WIDE * Float.BYTES)).toArray();

    private static final Twin<SumRows> FLOATS = sums(DType.F32, FloatVectorSumRows::new);
    private static final Twin<SumRows> DOUBLES = sums(DType.F64, DoubleVectorSumRows::new);

    private final Lines x;
    private final Lines y;
    private final Places places;

    private Scattering(Lines x, Lines y, Places places) {
        this.x = x;
        this.y = y;
        this.places = places;
    }

    private static Twin<SumRows> sums(DType type, Supplier<SumRows> vector) {
        MemorySegment x = Trials.of(type);
        MemorySegment y = Trials.empty();
        int[] rows = {1, 3, 3, 0, 2};
        return new Twin<>(
                "scatter_add of rows of " + type,
                columnSums(type),
                vector::get,
                kernel ->
                        Trials.lengths(
                                64, n -> kernel.run(x.address(), 256, rows, 0, 5, y.address(), n)));
    }

    private static SumRows columnSums(DType type) {
        return new ColumnSumRows(ReduceKernels.columnSums(type).scalar(), type);
    }

    static void scatterAdd(
            Workers workers, Op.ScatterAdd op, Operand updates, Operand indices, Operand out) {
        Scattering scattering =
                new Scattering(
                        Lines.of(updates, op.axis()),
                        Lines.of(out, op.axis()),
                        Places.checked(op, op.axis(), indices, op.length()));
        if (scattering.y.inner() >= WIDE) {
            scattering.wide(workers);
        } else {
            scattering.narrow(workers);
        }
    }

    private void wide(Workers workers) {
        int[] ends = new int[Math.toIntExact(y.length()) + 1];
        int[] sources = sources(ends);
        Twin<SumRows> twin = x.type() == DType.F32 ? FLOATS : DOUBLES;
        SumRows kernel =
                x.type() == DType.I32
                        ? columnSums(DType.I32)
                        : twin.get(x.outer() * x.length() * x.inner());
        long rowWork = Math.max(1, x.length() / y.length()) * y.inner();
        TakeRows take = Gathering.rows(x.outer() * x.length() * x.inner());
        workers.parallel(
                y.outer() * y.length(),
                Math.max(1, twin.grain(kernel) / rowWork),
                (start, end) -> {
                    long next;
                    for (long row = start; row < end; row = next) {
                        long o = row / y.length();
                        next = Math.min(end, (o + 1) * y.length());
                        int first = (int) (row - o * y.length());
                        sum(kernel, take, o, sources, ends, first, first + (int) (next - row));
                    }
                });
    }

    /**
     * Sums the updates of some places. Those of several places are brought together first: to copy
     * rows is so simple that the processor fetches many at once, to add them is not.
     */
    private void sum(
            SumRows kernel, TakeRows take, long o, int[] sources, int[] ends, int first, int last) {
        int n = (int) y.inner();
        long pitch = y.inner() * y.type().byteSize();
        long most = pitch <= SHORT ? TOGETHER / pitch : 0;
        long rows = Work.local().address(Work.Use.ROW, TOGETHER);
        int[] some = Scratch.local().ints(1);
        int place = first;
        while (place < last) {
            int begin = place == 0 ? 0 : ends[place - 1];
            int end = begin;
            int behind = place;
            while (behind < last && ends[behind] - begin <= most) {
                end = ends[behind++];
            }
            if (behind == place) {
                kernel.run(x.at(o, 0, 0), pitch, sources, begin, ends[place], y.at(o, place, 0), n);
                place++;
                continue;
            }
            System.arraycopy(sources, begin, some, 0, end - begin);
            take.run(x.at(o, 0, 0), rows, pitch, some, end - begin);
            int done = 0;
            for (; place < behind; place++) {
                int until = ends[place] - begin;
                kernel.run(rows, pitch, NUMBERS, done, until, y.at(o, place, 0), n);
                done = until;
            }
        }
    }

    /** The updates of each place one place behind the other; {@code ends} tells where they end. */
    private int[] sources(int[] ends) {
        int[] all = new int[Math.toIntExact(places.count())];
        places.read(0, all, all.length);
        for (int place : all) {
            ends[place + 1]++;
        }
        for (int i = 1; i < ends.length; i++) {
            ends[i] += ends[i - 1];
        }
        int[] sources = new int[all.length];
        for (int i = 0; i < all.length; i++) {
            sources[ends[all[i]]++] = i;
        }
        return sources;
    }

    private void narrow(Workers workers) {
        workers.parallel(
                y.outer(),
                Math.max(1, GRAIN / (x.length() + y.length())),
                (start, end) -> {
                    for (long o = start; o < end; o++) {
                        line(o);
                    }
                });
    }

    private void line(long o) {
        long to = y.at(o, 0, 0);
        long n = y.length() * y.inner();
        if (y.type() == DType.F32) {
            long sums = Work.local().address(Work.Use.SUMS, n * Double.BYTES);
            add(o, sums, n * Double.BYTES);
            for (long i = 0; i < n; i += Scratch.ELEMENTS) {
                int some = (int) Math.min(Scratch.ELEMENTS, n - i);
                double[] v = Elements.doubles(DType.F64, sums + 8 * i, some, 0);
                Elements.store(DType.F32, v, some, to + 4 * i, 1);
            }
        } else {
            add(o, to, n * y.type().byteSize());
        }
    }

    /** Adds a line to memory, which is cleared first. */
    private void add(long o, long sums, long bytes) {
        Raw.ALL.asSlice(sums, bytes).fill((byte) 0);
        int inner = (int) y.inner();
        int[] some = Scratch.local().ints(0);
        for (long first = 0; first < places.count(); first += some.length) {
            int n = (int) Math.min(some.length, places.count() - first);
            places.read(first, some, n);
            for (int k = 0; k < inner; k++) {
                long from = x.at(o, first, k);
                switch (y.type()) {
                    case F32 -> addFloats(from, some, n, inner, sums + 8L * k);
                    case F64 -> addDoubles(from, some, n, inner, sums + 8L * k);
                    default -> addInts(from, some, n, inner, sums + 4L * k);
                }
            }
        }
    }

    private static void addFloats(long from, int[] places, int n, int inner, long sums) {
        for (int i = 0; i < n; i++) {
            long at = sums + 8L * inner * places[i];
            double more = Raw.ALL.get(Raw.FLOAT, from + 4L * inner * i);
            Raw.ALL.set(Raw.DOUBLE, at, Raw.ALL.get(Raw.DOUBLE, at) + more);
        }
    }

    private static void addDoubles(long from, int[] places, int n, int inner, long sums) {
        for (int i = 0; i < n; i++) {
            long at = sums + 8L * inner * places[i];
            double more = Raw.ALL.get(Raw.DOUBLE, from + 8L * inner * i);
            Raw.ALL.set(Raw.DOUBLE, at, Raw.ALL.get(Raw.DOUBLE, at) + more);
        }
    }

    private static void addInts(long from, int[] places, int n, int inner, long sums) {
        for (int i = 0; i < n; i++) {
            long at = sums + 4L * inner * places[i];
            int more = Raw.ALL.get(Raw.INT, from + 4L * inner * i);
            Raw.ALL.set(Raw.INT, at, Raw.ALL.get(Raw.INT, at) + more);
        }
    }
}
