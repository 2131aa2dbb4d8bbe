package org.ranvier.models.nef;

import java.util.List;
import org.ranvier.Tensor;
import org.ranvier.models.neuron.Lif;
import org.ranvier.models.neuron.LinearFilter;
import org.ranvier.op.Surrogate;

/** What {@link Neurons} offers. */
final class NeuronKinds {
    private NeuronKinds() {}

    /** Hidden are potential and time to be held. */
    record SpikingLif(Lif lif) implements Neurons {
        SpikingLif(Response.Lif response, double dt) {
            this(
                    new Lif(
                            dt,
                            response.tauMembrane(),
                            response.tauRefractory(),
                            0,
                            new Surrogate(Surrogate.Kind.ARCTAN, 2)));
        }

        @Override
        public State start(Tensor potentials) {
            Tensor none = potentials.zerosLike();
            return new State(none, List.of(potentials, none));
        }

        @Override
        public int hidden() {
            return 2;
        }

        @Override
        public State step(State state, Tensor currents) {
            var before =
                    new Lif.State(state.activity(), state.hidden().get(0), state.hidden().get(1));
            Lif.State after = lif.step(before, currents);
            return new State(after.spikes().mul(1 / lif.dt()), List.of(after.v(), after.held()));
        }
    }

    /** Integrate and fire without leak, as often in a step as the current asks for. */
    record SpikingRectified(double dt) implements Neurons {
        @Override
        public State start(Tensor potentials) {
            return new State(potentials.zerosLike(), List.of(potentials));
        }

        @Override
        public int hidden() {
            return 1;
        }

        @Override
        public State step(State state, Tensor currents) {
            Tensor v = state.hidden().getFirst().add(currents.relu().mul(dt));
            Tensor spikes = v.floor();
            return new State(spikes.mul(1 / dt), List.of(v.sub(spikes)));
        }
    }

    /** Nothing is hidden. */
    record Rates(Response response) implements Neurons {
        @Override
        public State start(Tensor potentials) {
            return new State(potentials.zerosLike(), List.of());
        }

        @Override
        public int hidden() {
            return 0;
        }

        @Override
        public State step(State state, Tensor currents) {
            return new State(response.rates(currents), List.of());
        }
    }

    /** The activity itself is what lags. */
    record Lagging(Response response, LinearFilter filter) implements Neurons {
        @Override
        public State start(Tensor potentials) {
            return new State(potentials.zerosLike(), List.of());
        }

        @Override
        public int hidden() {
            return 0;
        }

        @Override
        public State step(State state, Tensor currents) {
            var before = new LinearFilter.State(List.of(state.activity()));
            return new State(filter.step(before, response.rates(currents)).output(), List.of());
        }
    }
}
