package org.ranvier.cpu;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.ranvier.DType;
import org.ranvier.cpu.loop.Blocks;
import org.ranvier.cpu.loop.Tile;
import org.ranvier.cpu.math.BinaryKernel;
import org.ranvier.cpu.math.BinaryKernels;
import org.ranvier.cpu.math.ConvertKernels;
import org.ranvier.cpu.math.SelectKernel;
import org.ranvier.cpu.math.SelectKernels;
import org.ranvier.cpu.math.UnaryKernel;
import org.ranvier.cpu.math.UnaryKernels;
import org.ranvier.cpu.memory.Raw;
import org.ranvier.cpu.parallel.Workers;
import org.ranvier.cpu.twin.Twin;
import org.ranvier.op.Binary;
import org.ranvier.op.Unary;
import org.ranvier.spi.Operand;

/** Element by element. */
final class ElementWise {
    private static final long FILL_GRAIN = 1 << 18;

    private ElementWise() {}

    static void fill(Workers workers, double value, Operand out) {
        DType type = out.dtype();
        Blocks.of(out)
                .forEach(
                        workers,
                        FILL_GRAIN,
                        block -> {
                            Tile y = block.tile(0);
                            for (int run = 0; run < block.runs(); run++) {
                                long bytes = (long) block.length() * type.byteSize();
                                fill(type, value, Raw.ALL.asSlice(y.address(run), bytes));
                            }
                        });
    }

    /** Writes the first element, then copies what is there behind itself until all is full. */
    private static void fill(DType type, double value, MemorySegment memory) {
        switch (type) {
            case F32 -> memory.set(Raw.FLOAT, 0, (float) value);
            case F64 -> memory.set(Raw.DOUBLE, 0, value);
            case I32 -> memory.set(Raw.INT, 0, (int) value);
            case BOOL -> memory.set(ValueLayout.JAVA_BYTE, 0, (byte) (value != 0 ? 1 : 0));
        }
        long done = type.byteSize();
        while (done < memory.byteSize()) {
            long more = Math.min(done, memory.byteSize() - done);
            MemorySegment.copy(memory, 0, memory, done, more);
            done += more;
        }
    }

    static void copy(Workers workers, Operand in, Operand out) {
        if (in.dtype() == out.dtype()) {
            Blocks.copy(workers, in, out);
        } else {
            map(workers, ConvertKernels.of(in.dtype(), out.dtype()), in, out);
        }
    }

    static void map(Workers workers, Unary f, Operand in, Operand out) {
        map(workers, UnaryKernels.of(f, in.dtype()), in, out);
    }

    private static void map(Workers workers, Twin<UnaryKernel> twin, Operand in, Operand out) {
        UnaryKernel kernel = twin.get(out.shape().elements());
        Blocks.of(out, in)
                .forEach(
                        workers,
                        twin.grain(kernel),
                        block -> {
                            Tile y = block.tile(0);
                            Tile x = block.tile(1);
                            for (int run = 0; run < block.runs(); run++) {
                                kernel.run(x.address(run), y.address(run), block.length());
                            }
                        });
    }

    static void zip(Workers workers, Binary f, Operand left, Operand right, Operand out) {
        Twin<BinaryKernel> twin = BinaryKernels.of(f, left.dtype());
        BinaryKernel kernel = twin.get(out.shape().elements());
        Blocks.of(out, left, right)
                .forEach(
                        workers,
                        twin.grain(kernel),
                        block -> {
                            Tile y = block.tile(0);
                            Tile a = block.tile(1);
                            Tile b = block.tile(2);
                            for (int run = 0; run < block.runs(); run++) {
                                kernel.run(
                                        a.address(run),
                                        b.address(run),
                                        y.address(run),
                                        block.length());
                            }
                        });
    }

    static void select(Workers workers, Operand condition, Operand yes, Operand no, Operand out) {
        Twin<SelectKernel> twin = SelectKernels.of(out.dtype());
        SelectKernel kernel = twin.get(out.shape().elements());
        Blocks.of(out, condition, yes, no)
                .forEach(
                        workers,
                        twin.grain(kernel),
                        block -> {
                            Tile y = block.tile(0);
                            Tile c = block.tile(1);
                            Tile a = block.tile(2);
                            Tile b = block.tile(3);
                            for (int run = 0; run < block.runs(); run++) {
                                kernel.run(
                                        c.address(run),
                                        a.address(run),
                                        b.address(run),
                                        y.address(run),
                                        block.length());
                            }
                        });
    }
}
