package org.ranvier.cpu.attention;

import org.ranvier.DType;
import org.ranvier.cpu.memory.Raw;
import org.ranvier.cpu.memory.Work;
import org.ranvier.cpu.tile.TileKernel;
import org.ranvier.cpu.tile.TileStore;

/**
 * The gradients of one element of the batch, a tile of queries after the other. Weights are
 * computed again rather than kept (Dao et al. 2022), those of a tile's queries for all keys at
 * once:
 *
 * <pre>
 * Pᵀ = softmax of K·(sQ)ᵀ      dPᵀ = V·dYᵀ      dSᵀ = s·Pᵀ ⊙ (dPᵀ − Σ P ⊙ dP)
 * dQᵀ = Kᵀ·dSᵀ                 dK += dSᵀ·Q      dV += Pᵀ·dY
 * </pre>
 */
final class GradientHead {
    /** The most keys: so many that a tile's weights take no more than some megabytes. */
    static final long MOST_KEYS = 1 << 14;

    private final Heads heads;
    private final Gradients gradients;
    private final Sizes sizes;
    private final Scores tiles;
    private final DType type;
    private final long bytes;
    private final long row;
    private final long queries;
    private final long slopes;
    private final long weights;
    private final long scoreSlopes;
    private final long result;
    private final long state;
    private final long panel;
    private final long tile;
    private final long[] rows;

    GradientHead(Heads heads, Gradients gradients) {
        this.heads = heads;
        this.gradients = gradients;
        this.sizes = heads.sizes();
        this.type = sizes.type();
        this.bytes = type.byteSize();
        int keys = (int) sizes.keys();
        int widest = Math.max(sizes.width(), sizes.values());
        this.tiles = new Scores(heads, Math.max(keys, widest));
        this.row = tiles.row;
        long height = 2L * sizes.width() + sizes.values() + 2L * keys + 3;
        this.queries = Work.local().address(Work.Use.TILE, (height + TileKernel.ROWS) * row);
        this.slopes = queries + sizes.width() * row;
        this.weights = slopes + sizes.values() * row;
        this.scoreSlopes = weights + keys * row;
        this.result = scoreSlopes + keys * row;
        this.state = result + sizes.width() * row;
        this.tile = state + 3 * row;
        this.panel = Work.local().address(Work.Use.PANEL, tiles.columns * row);
        this.rows = new long[tiles.columns];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = i * row;
        }
    }

    void run(long element) {
        long k = element * sizes.keys() * sizes.width() * bytes;
        long v = element * sizes.keys() * sizes.values() * bytes;
        Raw.ALL.asSlice(gradients.k() + k, sizes.keys() * sizes.width() * bytes).fill((byte) 0);
        Raw.ALL.asSlice(gradients.v() + v, sizes.keys() * sizes.values() * bytes).fill((byte) 0);
        for (long first = 0; first < sizes.queries(); first += tiles.columns) {
            int count = (int) Math.min(tiles.columns, sizes.queries() - first);
            int seen = (int) tiles.seen(first + count - 1);
            long query = element * sizes.queries() + first;
            long q = query * sizes.width() * bytes;
            long y = query * sizes.values() * bytes;
            weigh(element, first, count, seen);
            tiles.turn(gradients.y() + y, count, sizes.values(), slopes);
            tiles.multiply(
                    heads.v() + v,
                    sizes.values() * bytes,
                    bytes,
                    seen,
                    slopes,
                    sizes.values(),
                    scoreSlopes);
            heads.weights().slopes(weights, scoreSlopes, seen, heads.op().scale());
            long step = sizes.width() * bytes;
            tiles.multiply(heads.k() + k, bytes, step, sizes.width(), scoreSlopes, seen, result);
            tiles.turnBack(result, count, sizes.width(), gradients.q() + q);
            add(scoreSlopes, seen, heads.q() + q, count, sizes.width(), gradients.k() + k);
            add(weights, seen, gradients.y() + y, count, sizes.values(), gradients.v() + v);
        }
    }

    private void weigh(long element, long first, int count, int seen) {
        long q = heads.q() + (element * sizes.queries() + first) * sizes.width() * bytes;
        tiles.turn(q, count, sizes.width(), queries);
        heads.weights().scale(queries, sizes.width(), heads.op().scale());
        tiles.score(element, first, count, 0, seen, queries, weights);
        tiles.clear(state + row, 1);
        tiles.forbid(state, 0, tiles.columns);
        heads.weights().weigh(weights, seen, state);
        heads.weights().divide(weights, state + row, seen);
    }

    /** {@code y += a·b}, where a has a row for each key and a column for each query. */
    private void add(long a, int keys, long b, int count, int width, long y) {
        for (int j = 0; j < width; j += tiles.columns) {
            int columns = Math.min(tiles.columns, width - j);
            for (int i = 0; i < count; i++) {
                Raw.copy(b + (i * (long) width + j) * bytes, panel + i * row, columns * bytes);
            }
            for (int i = 0; i < keys; i += TileKernel.ROWS) {
                int some = Math.min(TileKernel.ROWS, keys - i);
                TileKernel kernel = heads.products();
                kernel.run(a + i * row, row, bytes, some, panel, rows, 0, count, tile, row);
                long to = y + (i * (long) width + j) * bytes;
                TileStore.store(
                        kernel, type, tile, row, to, width * bytes, bytes, some, columns, true);
            }
        }
    }
}
