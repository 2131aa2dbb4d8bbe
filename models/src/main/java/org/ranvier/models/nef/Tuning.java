package org.ranvier.models.nef;

import org.ranvier.DType;
import org.ranvier.Session;
import org.ranvier.Shape;
import org.ranvier.Tensor;
import org.ranvier.op.Distribution;
import org.ranvier.random.RandomStream;

/**
 * What a population is drawn from: encoders of given directions, rates and intercepts uniform
 * between limits, points uniform in the ball of the radius.
 *
 * @param neurons N, above 0
 * @param dimensions D, above 0
 * @param directions where encoders point
 * @param response G
 * @param radius the length of the longest x that is represented well
 * @param lowestRate the lowest rate at the radius, 1/s, above 0
 * @param highestRate the highest, below the response's limit
 * @param lowestIntercept where the first neurons begin to be active, in radii
 * @param highestIntercept where the last do, below 1
 */
public record Tuning(
        int neurons,
        int dimensions,
        Directions directions,
        Response response,
        double radius,
        double lowestRate,
        double highestRate,
        double lowestIntercept,
        double highestIntercept) {
    /** Where encoders point. */
    public enum Directions {
        /** Everywhere alike. */
        SPHERE,
        /**
         * To the corners of the cube about 0, all of them alike. For products: {@code 4xy = (x +
         * y)² − (x − y)²}.
         */
        CORNERS
    }

    private static final int LEAST_POINTS = 750;
    private static final int POINTS_A_DIMENSION = 500;
    private static final int MOST_POINTS = 2500;

    /** Checks the ranges. */
    public Tuning {
        boolean rates =
                0 < lowestRate && lowestRate <= highestRate && highestRate < response.limit();
        boolean intercepts = lowestIntercept <= highestIntercept && highestIntercept < 1;
        if (neurons < 1 || dimensions < 1 || !(radius > 0) || !rates || !intercepts) {
            throw new IllegalArgumentException(
                    "tuning: "
                            + neurons
                            + " neurons, "
                            + dimensions
                            + " dimensions, radius "
                            + radius
                            + ", rates "
                            + lowestRate
                            + " to "
                            + highestRate
                            + " 1/s, intercepts "
                            + lowestIntercept
                            + " to "
                            + highestIntercept
                            + "; expected numbers above 0, rates below "
                            + response.limit()
                            + " and intercepts below 1, each in rising order");
        }
    }

    /**
     * Leaky integrate-and-fire neurons with τm = 20 ms and τref = 2 ms, encoders that point
     * everywhere, radius 1, rates of 200 to 400 per second and intercepts of −1 to 0.9.
     *
     * @param neurons N
     * @param dimensions D
     * @return the tuning
     */
    public static Tuning of(int neurons, int dimensions) {
        Response response = new Response.Lif(0.02, 0.002);
        return new Tuning(neurons, dimensions, Directions.SPHERE, response, 1, 200, 400, -1, 0.9);
    }

    /**
     * The same with another radius.
     *
     * @param other the length of the longest x
     * @return the tuning
     */
    public Tuning radius(double other) {
        return new Tuning(
                neurons,
                dimensions,
                directions,
                response,
                other,
                lowestRate,
                highestRate,
                lowestIntercept,
                highestIntercept);
    }

    /**
     * The same with another response.
     *
     * @param other G
     * @return the tuning
     */
    public Tuning response(Response other) {
        return new Tuning(
                neurons,
                dimensions,
                directions,
                other,
                radius,
                lowestRate,
                highestRate,
                lowestIntercept,
                highestIntercept);
    }

    /**
     * The same with encoders of other directions.
     *
     * @param other where they point
     * @return the tuning
     */
    public Tuning directions(Directions other) {
        return new Tuning(
                neurons,
                dimensions,
                other,
                response,
                radius,
                lowestRate,
                highestRate,
                lowestIntercept,
                highestIntercept);
    }

    /**
     * Draws a population.
     *
     * @param session where it shall live
     * @param type F32 or F64
     * @param random what it is drawn from; it goes on behind
     * @return the population, in the innermost scope
     */
    public Population draw(Session session, DType type, RandomStream random) {
        Tensor encoders = normal(session, type, random, neurons);
        if (directions == Directions.CORNERS) {
            encoders = encoders.sign();
        }
        Tensor rates = uniform(session, type, random, neurons, lowestRate, highestRate);
        Tensor intercepts =
                uniform(session, type, random, neurons, lowestIntercept, highestIntercept);
        Tensor points = ball(session, type, random);
        Tensor potentials = uniform(session, type, random, neurons, 0, 1);
        return Population.tuned(
                response, radius, unit(encoders), rates, intercepts, points, potentials);
    }

    private static Tensor uniform(
            Session session, DType type, RandomStream random, long count, double low, double high) {
        return random.draw(session, Distribution.UNIFORM, type, Shape.of(count))
                .mul(high - low)
                .add(low);
    }

    private Tensor normal(Session session, DType type, RandomStream random, long count) {
        return random.draw(session, Distribution.NORMAL, type, Shape.of(count, dimensions));
    }

    private static Tensor unit(Tensor rows) {
        return rows.div(rows.norm(2, 1).unsqueeze(1));
    }

    /** Vectors in the ball as rows: for a uniform density, lengths grow with the root. */
    private Tensor ball(Session session, DType type, RandomStream random) {
        long count =
                Math.max(
                        2L * neurons,
                        Math.clamp(
                                (long) POINTS_A_DIMENSION * dimensions, LEAST_POINTS, MOST_POINTS));
        Tensor lengths =
                uniform(session, type, random, count, 0, 1).pow(1.0 / dimensions).mul(radius);
        return unit(normal(session, type, random, count)).mul(lengths.unsqueeze(1));
    }
}
