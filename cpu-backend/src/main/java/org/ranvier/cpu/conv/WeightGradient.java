package org.ranvier.cpu.conv;

import org.ranvier.DType;
import org.ranvier.cpu.loop.Transpose;
import org.ranvier.cpu.memory.Work;
import org.ranvier.cpu.parallel.Workers;
import org.ranvier.cpu.tile.TileKernel;
import org.ranvier.cpu.tile.Tiles;

/**
 * The adjoint of a convolution in its weight: for each output channel, input channel and tap the
 * sum over all outputs of the output's gradient times the input that the tap read. As a matrix
 * product: the gradient as it stands, times the inputs in the order {@link ChannelsLast}.
 *
 * <p>The outputs of all images are cut into chunks. Each has its own sums, which are joined in
 * order at the end; where the cuts are follows from the sizes alone.
 *
 * @param type F32 or F64
 * @param axes three spatial axes
 * @param images how many images
 * @param groups how many groups
 * @param rows channels of the output in a group
 * @param channels channels of the input in a group
 * @param source where the input begins
 * @param gradient where the output's gradient begins
 * @param result where the weight's gradient goes
 */
record WeightGradient(
        DType type,
        Axis[] axes,
        long images,
        long groups,
        long rows,
        long channels,
        long source,
        long gradient,
        long result) {
    /** Bytes of input that stay in the second-level cache. */
    private static final long CACHED = 256 << 10;

    /** As many pieces of work there should be, whatever the number of threads. */
    private static final long PIECES = 16;

    /** Multiplications of a piece of work. */
    private static final long PIECE = 1 << 21;

    void run(Workers workers) {
        long outputs = axes[0].count * axes[1].count * axes[2].count;
        long total = images * groups * rows * outputs * channels * taps();
        int cut = axes[0].count > 1 ? 0 : axes[1].count > 1 ? 1 : 2;
        long block = Math.min(channels, Tiles.columns(type));
        long blocks = Math.ceilDiv(channels, block);
        long strip = strip(cut, block);
        long strips = Math.ceilDiv(axes[cut].count, strip);
        long units = images * strips;
        long wanted = Math.ceilDiv(PIECES, groups * blocks);
        wanted = Math.min(wanted, Math.max(1, total / (groups * blocks) / PIECE));
        long chunk = Math.ceilDiv(units, Math.min(units, wanted));
        long chunks = Math.ceilDiv(units, chunk);
        long sums = chunks * groups * rows * channels * taps() * type.byteSize();
        long partial = Work.local().address(Work.Use.SHARED, sums);
        long pieces = groups * blocks * chunks;
        workers.parallel(
                pieces,
                Math.max(1, PIECE / Math.max(1, total / pieces)),
                (start, end) -> {
                    TileKernel kernel = Tiles.kernel(type, (end - start) * (total / pieces));
                    for (long i = start; i < end; i++) {
                        long piece = i % chunks;
                        long channel = i / chunks % blocks * block;
                        new WeightGradientPiece(
                                        this,
                                        kernel,
                                        i / chunks / blocks,
                                        channel,
                                        Math.min(block, channels - channel),
                                        partialOf(partial, piece))
                                .run(
                                        cut,
                                        strip,
                                        piece * chunk,
                                        Math.min(units, (piece + 1) * chunk));
                    }
                });
        join(workers, partial, chunks, block);
    }

    private long partialOf(long partial, long chunk) {
        return partial + chunk * groups * rows * channels * taps() * type.byteSize();
    }

    /** How many outputs along an axis are done at once. */
    private long strip(int cut, long block) {
        long each = block * type.byteSize() * axes[cut].stride;
        for (int i = 0; i < 3; i++) {
            each *= i == cut ? 1 : (axes[i].count - 1) * axes[i].stride + axes[i].reach();
        }
        long overlap = axes[cut].reach() / axes[cut].stride;
        long cached = Math.max(8, CACHED / each - overlap);
        return Math.min(axes[cut].count, cached);
    }

    long taps() {
        return (long) axes[0].taps.length * axes[1].taps.length * axes[2].taps.length;
    }

    /** Adds the sums of all chunks, and brings them from (tap, channel) to (channel, tap). */
    private void join(Workers workers, long partial, long chunks, long block) {
        int bytes = type.byteSize();
        int elements = Math.toIntExact(channels * taps());
        workers.parallel(
                groups * rows,
                Math.max(1, (1 << 14) / (elements * chunks)),
                (start, end) -> {
                    TileKernel kernel = Tiles.kernel(type, (end - start) * elements * chunks);
                    for (long row = start; row < end; row++) {
                        long sum = partial + row * elements * bytes;
                        for (long i = 1; i < chunks; i++) {
                            kernel.store(sum + partialOf(0, i), 0, 1, elements, sum, 0, true);
                        }
                        for (long c = 0; c < channels; c += block) {
                            int some = (int) Math.min(block, channels - c);
                            long at = c * taps() * bytes;
                            Transpose.copy(
                                    bytes,
                                    sum + at,
                                    (long) some * bytes,
                                    result + row * elements * bytes + at,
                                    taps() * bytes,
                                    some,
                                    (int) taps());
                        }
                    }
                });
    }
}
