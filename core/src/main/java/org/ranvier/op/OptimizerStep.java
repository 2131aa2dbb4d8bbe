package org.ranvier.op;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;
import org.ranvier.Shape;
import org.ranvier.Tensor;
import org.ranvier.TensorSpec;

/**
 * One step of an optimiser on any number of parameters, element by element, in one pass. The inputs
 * of each parameter are itself, its gradient and the optimiser's state for it, of one shape; those
 * of the next parameter follow. Outputs are for each parameter its new value and the new state. It
 * is usually applied in place.
 *
 * <p>Before the first parameter may stand a tensor of {@link #numbers}. It then takes the place of
 * the numbers of this record: a recorded step that is to go on at other rates reads them there.
 */
public sealed interface OptimizerStep extends Fused
        permits AdamStep, SgdStep, RmsPropStep, AdagradStep {
    /**
     * How many tensors of state the optimiser keeps for a parameter.
     *
     * @return the number
     */
    int states();

    /**
     * What the equations are computed from, in the order in which {@link #step} and kernels take
     * it. Only this depends on the learning rate and on how many steps have been done.
     *
     * @return the numbers, as many for every step of a kind
     */
    double[] numbers();

    /**
     * The step of one parameter, in terms of tensor operations.
     *
     * @param c the {@link #numbers}, each a scalar
     * @param in the parameter, its gradient, its state
     * @return the new parameter and its new state
     */
    List<Tensor> step(List<Tensor> c, List<Tensor> in);

    /**
     * Where the first parameter is among inputs.
     *
     * @param inputs how many inputs there are
     * @return 1 if a tensor of numbers stands before it, otherwise 0
     */
    default int first(int inputs) {
        return inputs % (2 + states());
    }

    /**
     * The input that an output is the new value of; only with that may it share memory.
     *
     * @param inputs how many inputs there are
     * @param output which output
     * @return which input
     */
    default int replaced(int inputs, int output) {
        int parameter = output / (1 + states());
        int part = output % (1 + states());
        return first(inputs) + parameter * (2 + states()) + (part == 0 ? 0 : part + 1);
    }

    @Override
    default List<TensorSpec> outputs(List<TensorSpec> in) {
        int width = 2 + states();
        int first = first(in.size());
        String expected = "expected " + width + " inputs for each parameter, got " + in.size();
        Check.that(in.size() >= width && first <= 1, this, in, expected);
        Check.floating(this, in);
        if (first == 1) {
            Shape numbers = Shape.of(numbers().length);
            boolean fits = in.get(0).shape().equals(numbers);
            Check.that(fits, this, in, "the tensor of numbers must have shape " + numbers);
        }
        List<TensorSpec> out = new ArrayList<>();
        for (int i = first; i < in.size(); i += width) {
            List<TensorSpec> one = in.subList(i, i + width);
            Check.sameShape(this, one);
            out.add(one.get(0));
            out.addAll(one.subList(2, width));
        }
        return out;
    }

    @Override
    default List<Tensor> decompose(List<Tensor> in) {
        int width = 2 + states();
        int first = first(in.size());
        Tensor x = in.get(0);
        List<Tensor> c =
                first == 1
                        ? LongStream.range(0, x.size(0)).mapToObj(i -> x.select(0, i)).toList()
                        : DoubleStream.of(numbers())
                                .mapToObj(value -> x.session().full(x.dtype(), Shape.SCALAR, value))
                                .toList();
        List<Tensor> out = new ArrayList<>();
        for (int i = first; i < in.size(); i += width) {
            out.addAll(step(c, in.subList(i, i + width)));
        }
        return out;
    }
}
