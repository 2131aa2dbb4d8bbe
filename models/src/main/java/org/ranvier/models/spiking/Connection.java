package org.ranvier.models.spiking;

import java.util.ArrayList;
import java.util.List;
import org.ranvier.DType;
import org.ranvier.Scope;
import org.ranvier.Session;
import org.ranvier.Shape;
import org.ranvier.Tensor;
import org.ranvier.op.DeliverSpikes;
import org.ranvier.op.Distribution;
import org.ranvier.op.Op;
import org.ranvier.random.RandomStream;

/**
 * Weights and delays from each neuron to some others. A step costs what its spikes bring: the rows
 * of the neurons that spike are added up, in the order of the sources.
 *
 * @param slots I32 {@code [sources, K]}: for each connection of a source {@code delay·targets +
 *     target}; rows of fewer than K connections are filled up with {@code delays·targets}
 * @param weights {@code [sources, K]}
 * @param targets how many neurons it leads to
 * @param delays one more than the longest delay, in steps
 */
public record Connection(Tensor slots, Tensor weights, long targets, long delays) {
    /** How many possible connections are drawn at once. */
    private static final long BLOCK = 1 << 20;

    /** Checks the tables. */
    public Connection {
        if (slots.rank() != 2 || !slots.shape().equals(weights.shape())) {
            throw new IllegalArgumentException(
                    "connection: slots "
                            + slots.shape()
                            + " and weights "
                            + weights.shape()
                            + "; expected [sources, K] for both");
        }
    }

    /**
     * Connections one by one.
     *
     * @param sources how many neurons they come from
     * @param targets how many neurons they lead to
     * @param from the source of each, I32 {@code [E]}
     * @param to the target of each, I32 {@code [E]}
     * @param weights the weight of each, {@code [E]}
     * @param delay the delay of each in steps, I32 {@code [E]}
     * @return the connections, in the innermost scope
     * @throws IndexOutOfBoundsException if a source is out of range
     */
    public static Connection of(
            long sources, long targets, Tensor from, Tensor to, Tensor weights, Tensor delay) {
        Session session = from.session();
        try (Scope scope = session.scope("sparse connection")) {
            boolean none = from.size(0) == 0;
            long delays = none ? 1 : (long) delay.max().item() + 1;
            Tensor order = from.argSort(0, false);
            Tensor source = from.take(order, 0);
            Tensor fan = add(source.onesLike(), source, sources);
            long width = none ? 0 : (long) fan.max().item();
            Tensor first = fan.cumSum(0).sub(fan);
            Tensor column = session.arange(from.size(0)).sub(first.take(source, 0));
            Tensor cell = source.mul((double) width).add(column);
            long filler = delays * targets;
            Tensor slot = delay.mul((double) targets).add(to).sub((double) filler);
            Tensor slots = add(slot.take(order, 0), cell, sources * width).add((double) filler);
            Tensor table = add(weights.take(order, 0), cell, sources * width);
            return new Connection(
                    scope.keep(slots.reshape(sources, width)),
                    scope.keep(table.reshape(sources, width)),
                    targets,
                    delays);
        }
    }

    /**
     * Each possible connection with the same probability, without delay.
     *
     * @param session where it shall live
     * @param type the type of the weights, F32 or F64
     * @param random decides which there are
     * @param sources how many neurons they come from
     * @param targets how many neurons they lead to
     * @param probability that a source is connected to a target
     * @param weight of all
     * @return the connections, in the innermost scope
     */
    public static Connection random(
            Session session,
            DType type,
            RandomStream random,
            long sources,
            long targets,
            double probability,
            double weight) {
        List<Tensor> all = new ArrayList<>();
        try (Scope scope = session.scope("random connection")) {
            long rows = Math.max(1, BLOCK / Math.max(1, targets));
            for (long row = 0; row < sources; row += rows) {
                Shape block = Shape.of(Math.min(rows, sources - row), targets);
                all.add(drawn(session, random, block, probability).add((double) (row * targets)));
            }
            Tensor edges = session.concat(0, all);
            Tensor width = session.full(DType.I32, Shape.SCALAR, targets);
            Tensor from = edges.div(width);
            Tensor to = edges.sub(from.mul(width));
            Tensor weights = session.full(type, edges.shape(), weight);
            var connection = of(sources, targets, from, to, weights, edges.zerosLike());
            scope.keep(connection.slots);
            scope.keep(connection.weights);
            return connection;
        }
    }

    private static Tensor drawn(
            Session session, RandomStream random, Shape block, double probability) {
        try (Scope scope = session.scope("drawn")) {
            Tensor number = random.draw(session, Distribution.UNIFORM, DType.F32, block);
            return scope.keep(number.lt(probability).flatNonzero());
        }
    }

    /**
     * Each source with each target, with one delay.
     *
     * @param weights {@code [sources, targets]}
     * @param delay in steps, 0 or above
     * @return the connections, in the innermost scope
     */
    public static Connection dense(Tensor weights, long delay) {
        if (weights.rank() != 2 || delay < 0) {
            throw new IllegalArgumentException(
                    "connection: weights "
                            + weights.shape()
                            + ", delay "
                            + delay
                            + "; expected [sources, targets] and 0 or above");
        }
        Session session = weights.session();
        long targets = weights.size(1);
        try (Scope scope = session.scope("dense connection")) {
            Tensor row = session.arange(targets).add((double) (delay * targets));
            Tensor slots = scope.keep(row.expand(weights.shape()).copy());
            return new Connection(slots, weights, targets, delay + 1);
        }
    }

    /**
     * How many neurons they come from.
     *
     * @return the number of sources
     */
    public long sources() {
        return slots.size(0);
    }

    /**
     * What spikes bring to the targets.
     *
     * @param spikes not 0 where a source spikes, {@code [sources]}
     * @return the sum of the weights for each delay and target, {@code [delays, targets]}; what row
     *     d holds arrives d steps later
     */
    public Tensor deliver(Tensor spikes) {
        Session session = spikes.session();
        return deliver(session.full(weights.dtype(), Shape.of(delays, targets), 0), spikes);
    }

    /**
     * Adds what spikes bring to what is there.
     *
     * @param there {@code [delays, targets]}, or {@code [targets]} where there are no delays
     * @param spikes not 0 where a source spikes, {@code [sources]}
     * @return the sums, in the shape of the first
     */
    public Tensor deliver(Tensor there, Tensor spikes) {
        List<Tensor> in = List.of(there, spikes, slots, weights);
        return there.session().apply(new DeliverSpikes(), in).get(0);
    }

    private static Tensor add(Tensor updates, Tensor places, long length) {
        return updates.session()
                .apply(new Op.ScatterAdd(0, length), List.of(updates, places))
                .get(0);
    }
}
