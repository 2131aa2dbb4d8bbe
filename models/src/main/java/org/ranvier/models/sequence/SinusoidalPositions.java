package org.ranvier.models.sequence;

import java.util.List;
import org.ranvier.DType;
import org.ranvier.Session;
import org.ranvier.Shape;
import org.ranvier.Tensor;
import org.ranvier.models.Context;

/**
 * Adds to each step what tells its position (Vaswani et al. 2017): {@code PE(i, 2j) =
 * sin(i/10000^{2j/width})} and {@code PE(i, 2j+1) = cos(i/10000^{2j/width})}. The state is the
 * position, an I32 scalar. There are no parameters.
 *
 * @param width the size of a vector, even
 */
public record SinusoidalPositions(long width) implements Stateful {
    private static final double LONGEST = 10_000;

    /** Checks the size. */
    public SinusoidalPositions {
        if (width < 2 || width % 2 != 0) {
            throw new IllegalArgumentException(
                    "positions: width " + width + "; expected an even number above 0");
        }
    }

    /**
     * Positions for vectors.
     *
     * @param width the size of a vector, even
     * @return the layer
     */
    public static SinusoidalPositions of(long width) {
        return new SinusoidalPositions(width);
    }

    @Override
    public int states() {
        return 1;
    }

    @Override
    public State initial(Context context, long batch) {
        return State.of(context.session().full(DType.I32, Shape.SCALAR, 0));
    }

    @Override
    public Result step(Context context, State state, Tensor x) {
        Sequences.check(this, context, x, width);
        Tensor positions = context.session().arange(x.size(1)).add(state.get(0));
        Tensor code = encode(positions, x.dtype());
        return new Result(x.add(code), State.of(state.get(0).add((double) x.size(1))));
    }

    /**
     * The code of positions.
     *
     * @param positions {@code [T]}
     * @param type F32 or F64
     * @return {@code [T, width]}
     */
    public Tensor encode(Tensor positions, DType type) {
        Session session = positions.session();
        double[] rates = new double[Math.toIntExact(width / 2)];
        for (int j = 0; j < rates.length; j++) {
            rates[j] = Math.pow(LONGEST, -2.0 * j / width);
        }
        Tensor angles = positions.to(type).unsqueeze(1).mul(session.tensor(rates).to(type));
        return session.stack(-1, List.of(angles.sin(), angles.cos()))
                .reshape(positions.size(0), width);
    }
}
