package org.ranvier.models.sequence;

import java.util.ArrayList;
import java.util.List;
import org.ranvier.Tensor;
import org.ranvier.models.Context;
import org.ranvier.models.Layer;

/**
 * Layers one after the other, of which some carry state; the others treat each step by itself. The
 * path of each is its index.
 *
 * @param layers the layers, the first one first
 */
public record Chain(List<Layer> layers) implements Stateful {
    /** Copies the list. */
    public Chain {
        layers = List.copyOf(layers);
    }

    /**
     * Layers one after the other.
     *
     * @param layers the layers, the first one first
     * @return the network
     */
    public static Chain of(Layer... layers) {
        return new Chain(List.of(layers));
    }

    @Override
    public int states() {
        return layers.stream().mapToInt(Chain::states).sum();
    }

    private static int states(Layer layer) {
        return layer instanceof Stateful stateful ? stateful.states() : 0;
    }

    @Override
    public State initial(Context context, long batch) {
        List<Tensor> all = new ArrayList<>();
        for (int i = 0; i < layers.size(); i++) {
            if (layers.get(i) instanceof Stateful stateful) {
                all.addAll(stateful.initial(child(context, i), batch).tensors());
            }
        }
        return new State(all);
    }

    @Override
    public Result step(Context context, State state, Tensor x) {
        List<Tensor> after = new ArrayList<>();
        for (int i = 0; i < layers.size(); i++) {
            if (layers.get(i) instanceof Stateful stateful) {
                int first = after.size();
                State own = new State(state.tensors().subList(first, first + stateful.states()));
                Result result = stateful.step(child(context, i), own, x);
                after.addAll(result.state().tensors());
                x = result.output();
            } else {
                x = layers.get(i).forward(child(context, i), x);
            }
        }
        return new Result(x, new State(after));
    }

    private static Context child(Context context, int index) {
        return context.child(Integer.toString(index));
    }
}
