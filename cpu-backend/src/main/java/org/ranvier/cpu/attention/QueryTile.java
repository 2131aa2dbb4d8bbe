package org.ranvier.cpu.attention;

import java.lang.foreign.ValueLayout;
import org.ranvier.DType;
import org.ranvier.cpu.memory.Raw;
import org.ranvier.cpu.memory.Work;
import org.ranvier.cpu.tile.TileKernel;
import org.ranvier.cpu.tile.TileStore;
import org.ranvier.cpu.tile.Tiles;
import org.ranvier.op.Attention;

/**
 * As many queries as a tile has columns, against all keys, a block of keys at a time, with the
 * maximum and the sum of weights carried along (Milakov and Gimelshein 2018; Dao et al. 2022).
 *
 * <p>Everything is transposed: scores are {@code K·Qᵀ} with a column for each query, the result is
 * {@code Vᵀ·Pᵀ}. So keys and values are read where they lie, weights need no sums across a vector,
 * and queries alone are laid out anew. Columns behind the last query are 0.
 */
final class QueryTile {
    /** The most numbers of a query or a value. */
    static final int WIDEST = 1024;

    /** Keys of a block: their scores stay in the first-level cache. */
    private static final int KEYS = 96;

    private final Heads heads;
    private final Sizes sizes;
    private final long bytes;
    private final int columns;
    private final long row;
    private final long queries;
    private final long scores;
    private final long result;
    private final long part;
    private final long state;
    private final long[] rows;

    QueryTile(Heads heads) {
        this.heads = heads;
        this.sizes = heads.sizes();
        this.bytes = sizes.type().byteSize();
        this.columns = Tiles.columns(sizes.type());
        this.row = columns * bytes;
        int most = Math.max(KEYS, sizes.width());
        this.queries =
                Work.local()
                        .address(
                                Work.Use.TILE,
                                (sizes.width() + KEYS + 2L * sizes.values() + 3) * row);
        this.scores = queries + sizes.width() * row;
        this.result = scores + KEYS * row;
        this.part = result + sizes.values() * row;
        this.state = part + sizes.values() * row;
        this.rows = new long[most];
        for (int i = 0; i < most; i++) {
            rows[i] = i * row;
        }
    }

    /** Computes the queries from {@code first} on of an element of the batch. */
    void run(long element, long first) {
        int count = (int) Math.min(columns, sizes.queries() - first);
        clear();
        TileStore.store(
                heads.products(),
                sizes.type(),
                heads.q() + (element * sizes.queries() + first) * sizes.width() * bytes,
                sizes.width() * bytes,
                queries,
                bytes,
                row,
                count,
                sizes.width(),
                false);
        heads.weights().scale(queries, sizes.width(), heads.op().scale());
        long seen = seen(first + count - 1);
        for (long key = 0; key < seen; key += KEYS) {
            block(element, first, count, key, (int) Math.min(KEYS, sizes.keys() - key));
        }
        heads.weights().divide(result, state + row, sizes.values());
        TileStore.store(
                heads.products(),
                sizes.type(),
                result,
                row,
                heads.y() + (element * sizes.queries() + first) * sizes.values() * bytes,
                bytes,
                sizes.values() * bytes,
                sizes.values(),
                count,
                false);
    }

    /** How many keys a query may see by causality. */
    private long seen(long query) {
        Attention op = heads.op();
        long latest = query + sizes.keys() - sizes.queries() + 1;
        return op.causal() ? Math.clamp(latest, 0, sizes.keys()) : sizes.keys();
    }

    private void clear() {
        Raw.ALL.asSlice(queries, sizes.width() * row).fill((byte) 0);
        Raw.ALL.asSlice(result, sizes.values() * row).fill((byte) 0);
        Raw.ALL.asSlice(state + row, row).fill((byte) 0);
        forbid(state, 0, columns);
    }

    private void block(long element, long first, int count, long key, int keys) {
        long k = heads.k() + (element * sizes.keys() + key) * sizes.width() * bytes;
        long v = heads.v() + (element * sizes.keys() + key) * sizes.values() * bytes;
        multiply(k, sizes.width() * bytes, bytes, keys, queries, sizes.width(), scores);
        if (heads.op().causal()) {
            for (int i = 0; i < keys; i++) {
                long later = key + i - (sizes.keys() - sizes.queries()) - first;
                forbid(scores + i * row, 0, Math.clamp(later, 0, columns));
            }
        }
        if (heads.op().masked()) {
            mask(element * sizes.queries() + first, count, key, keys);
        }
        heads.weights().weigh(scores, keys, state);
        multiply(v, bytes, sizes.values() * bytes, sizes.values(), scores, keys, part);
        heads.weights().join(result, part, state + 2 * row, sizes.values());
    }

    /** {@code c = a·b} for a tile's columns. */
    private void multiply(long a, long aRow, long aStep, int height, long b, int depth, long c) {
        for (int i = 0; i < height; i += TileKernel.ROWS) {
            int most = Math.min(TileKernel.ROWS, height - i);
            heads.products()
                    .run(a + i * aRow, aRow, aStep, most, b, rows, 0, depth, c + i * row, row);
        }
    }

    private void mask(long query, int count, long key, int keys) {
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
    private void forbid(long scores, int from, int to) {
        for (int j = from; j < to; j++) {
            if (sizes.type() == DType.F32) {
                Raw.ALL.set(Raw.FLOAT, scores + j * bytes, Float.NEGATIVE_INFINITY);
            } else {
                Raw.ALL.set(Raw.DOUBLE, scores + j * bytes, Double.NEGATIVE_INFINITY);
            }
        }
    }
}
