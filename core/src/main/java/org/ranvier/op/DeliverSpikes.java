package org.ranvier.op;

import java.util.List;
import org.ranvier.DType;
import org.ranvier.Session;
import org.ranvier.Tensor;
import org.ranvier.TensorSpec;

/**
 * Adds to each place what spikes bring. Inputs: what is there {@code [P…]}, counted in row-major
 * order; spikes {@code [S]}, where what is not 0 is one; for each source its connections, I32
 * places {@code [S, K]} from 0 to P, where P leads nowhere, negative ones counted from P + 1; and
 * their weights {@code [S, K]}. Output: as the first input. A place's sum is taken in the order of
 * the sources; in F32 it is rounded once.
 */
public record DeliverSpikes() implements Fused {
    @Override
    public String name() {
        return "deliver_spikes";
    }

    @Override
    public List<TensorSpec> outputs(List<TensorSpec> in) {
        Check.count(this, in, 4);
        Check.type(this, in, 2, DType.I32);
        Check.floating(this, List.of(in.get(0), in.get(1), in.get(3)));
        TensorSpec places = in.get(2);
        Check.that(
                places.shape().rank() == 2
                        && in.get(3).shape().equals(places.shape())
                        && in.get(1).shape().rank() == 1
                        && in.get(1).shape().size(0) == places.shape().size(0),
                this,
                in,
                "spikes must be [S], places and weights [S, K]");
        return in.subList(0, 1);
    }

    @Override
    public List<Tensor> decompose(List<Tensor> in) {
        Tensor there = in.get(0).flatten();
        Tensor spiking = in.get(1).detach().flatNonzero();
        Session session = there.session();
        long end = there.size(0);
        Tensor brought = in.get(3).take(spiking, 0).flatten();
        Tensor places = in.get(2).take(spiking, 0).flatten();
        Tensor sums =
                session.apply(
                                new Op.ScatterAdd(0, end + 1),
                                List.of(
                                        session.concat(0, List.of(there, brought)),
                                        session.concat(0, List.of(session.arange(end), places))))
                        .get(0);
        return List.of(sums.slice(0, 0, end).reshape(in.get(0).shape()));
    }
}
