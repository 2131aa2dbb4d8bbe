package org.ranvier.cpu.attention;

import java.lang.foreign.ValueLayout;
import org.ranvier.DType;
import org.ranvier.cpu.memory.Raw;
import org.ranvier.cpu.tile.TileKernel;
import org.ranvier.cpu.tile.TileStore;
import org.ranvier.cpu.tile.Tiles;
import org.ranvier.op.Attention;

/**
 * Products with a tile whose columns are queries, as many as a tile of products has, and the scores
 * of keys that come of them. A row of a tile follows the last without a gap.
 */
final class Scores {
    /** Columns of a tile. */
    final int columns;

    /** Bytes of a row of a tile. */
    final long row;

    private final Heads heads;
    private final Sizes sizes;
    private final long bytes;
    private final long[] rows;

    /** For products with at most so many terms. */
    Scores(Heads heads, int terms) {
        this.heads = heads;
        this.sizes = heads.sizes();
        this.bytes = sizes.type().byteSize();
        this.columns = Tiles.columns(sizes.type());
        this.row = columns * bytes;
        this.rows = new long[terms];
        for (int i = 0; i < terms; i++) {
            rows[i] = i * row;
        }
    }

    /** Lays rows out as the columns of a tile; columns behind the last are 0. */
    void turn(long from, int count, int width, long tile) {
        clear(tile, width);
        TileStore.store(
                heads.products(),
                sizes.type(),
                from,
                width * bytes,
                tile,
                bytes,
                row,
                count,
                width,
                false);
    }

    /** Brings the columns of a tile to where they are rows. */
    void turnBack(long tile, int count, int width, long to) {
        TileStore.store(
                heads.products(),
                sizes.type(),
                tile,
                row,
                to,
                bytes,
                width * bytes,
                width,
                count,
                false);
    }

    void clear(long tile, long height) {
        Raw.ALL.asSlice(tile, height * row).fill((byte) 0);
    }

    /** How many keys a query may see by causality. */
    long seen(long query) {
        long latest = query + sizes.keys() - sizes.queries() + 1;
        return heads.op().causal() ? Math.clamp(latest, 0, sizes.keys()) : sizes.keys();
    }

    /**
     * The scores of some keys, −∞ where a query may not attend.
     *
     * @param element of the batch
     * @param first the query of the first column
     * @param count how many queries there are
     * @param key the first key
     * @param keys how many keys
     * @param queries a tile of scaled queries
     * @param scores takes a row for each key
     */
    void score(long element, long first, int count, long key, int keys, long queries, long scores) {
        long k = heads.k() + (element * sizes.keys() + key) * sizes.width() * bytes;
        multiply(k, sizes.width() * bytes, bytes, keys, queries, sizes.width(), scores);
        Attention op = heads.op();
        if (op.causal()) {
            for (int i = 0; i < keys; i++) {
                long later = key + i - (sizes.keys() - sizes.queries()) - first;
                forbid(scores + i * row, 0, Math.clamp(later, 0, columns));
            }
        }
        if (op.masked()) {
            mask(element * sizes.queries() + first, count, key, keys, scores);
        }
    }

    /** {@code c = a·b} for a tile b of so many rows. */
    void multiply(long a, long aRow, long aStep, int height, long b, int depth, long c) {
        for (int i = 0; i < height; i += TileKernel.ROWS) {
            int most = Math.min(TileKernel.ROWS, height - i);
            heads.products()
                    .run(a + i * aRow, aRow, aStep, most, b, rows, 0, depth, c + i * row, row);
        }
    }

    private void mask(long query, int count, long key, int keys, long scores) {
        for (int j = 0; j < count; j++) {
            long allowed = heads.mask() + (query + j) * sizes.keys() + key;
            for (int i = 0; i < keys; i++) {
                if (Raw.ALL.get(ValueLayout.JAVA_BYTE, allowed + i) == 0) {
                    forbid(scores + i * row, j, j + 1);
                }
            }
        }
    }

    /** Makes scores −∞. */
    void forbid(long scores, int from, int to) {
        for (int j = from; j < to; j++) {
            if (sizes.type() == DType.F32) {
                Raw.ALL.set(Raw.FLOAT, scores + j * bytes, Float.NEGATIVE_INFINITY);
            } else {
                Raw.ALL.set(Raw.DOUBLE, scores + j * bytes, Double.NEGATIVE_INFINITY);
            }
        }
    }
}
