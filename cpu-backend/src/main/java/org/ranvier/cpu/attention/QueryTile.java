package org.ranvier.cpu.attention;

import org.ranvier.cpu.memory.Work;

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
    private final Scores tiles;
    private final long bytes;
    private final long row;
    private final long queries;
    private final long scores;
    private final long result;
    private final long part;
    private final long state;

    QueryTile(Heads heads) {
        this.heads = heads;
        this.sizes = heads.sizes();
        this.tiles = new Scores(heads, Math.max(KEYS, sizes.width()));
        this.bytes = sizes.type().byteSize();
        this.row = tiles.row;
        this.queries =
                Work.local()
                        .address(
                                Work.Use.TILE,
                                (sizes.width() + KEYS + 2L * sizes.values() + 3) * row);
        this.scores = queries + sizes.width() * row;
        this.result = scores + KEYS * row;
        this.part = result + sizes.values() * row;
        this.state = part + sizes.values() * row;
    }

    /** Computes the queries from {@code first} on of an element of the batch. */
    void run(long element, long first) {
        int count = (int) Math.min(tiles.columns, sizes.queries() - first);
        long query = element * sizes.queries() + first;
        tiles.turn(heads.q() + query * sizes.width() * bytes, count, sizes.width(), queries);
        tiles.clear(result, sizes.values());
        tiles.clear(state + row, 1);
        tiles.forbid(state, 0, tiles.columns);
        heads.weights().scale(queries, sizes.width(), heads.op().scale());
        long seen = tiles.seen(first + count - 1);
        for (long key = 0; key < seen; key += KEYS) {
            block(element, first, count, key, (int) Math.min(KEYS, sizes.keys() - key));
        }
        heads.weights().divide(result, state + row, sizes.values());
        tiles.turnBack(result, count, sizes.values(), heads.y() + query * sizes.values() * bytes);
    }

    private void block(long element, long first, int count, long key, int keys) {
        long v = heads.v() + (element * sizes.keys() + key) * sizes.values() * bytes;
        tiles.score(element, first, count, key, keys, queries, scores);
        heads.weights().weigh(scores, keys, state);
        tiles.multiply(v, bytes, sizes.values() * bytes, sizes.values(), scores, keys, part);
        heads.weights().join(result, part, state + 2 * row, sizes.values());
    }
}
