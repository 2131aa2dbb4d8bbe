package org.ranvier.models.neuron;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ranvier.DType;
import org.ranvier.Session;
import org.ranvier.Shape;
import org.ranvier.Tensor;

/** Keeps which neurons spiked when. Only the spikes come to the host. */
public final class SpikeRecorder implements AutoCloseable {
    private final List<int[]> foundSteps = new ArrayList<>();
    private final List<int[]> foundNeurons = new ArrayList<>();
    private final Blocks blocks = new Blocks(this::find);
    private int seen;

    /** Begins without spikes. */
    public SpikeRecorder() {}

    /**
     * Records the spikes of a step.
     *
     * @param spikes what is not 0 is a spike; of the shape of those recorded before
     * @throws IllegalArgumentException if its shape is another
     */
    public void record(Tensor spikes) {
        blocks.add(spikes);
    }

    /**
     * Records the spikes of some steps.
     *
     * @param spikes as for {@link #record}, with a first axis of steps
     * @throws IllegalArgumentException if a step's shape is not that of those recorded before
     */
    public void recordSteps(Tensor spikes) {
        blocks.addAll(spikes);
    }

    private void find(Tensor block) {
        Session session = block.session();
        Tensor positions = block.flatNonzero();
        Tensor width =
                session.full(DType.I32, Shape.SCALAR, Math.max(1, blocks.shape().elements()));
        Tensor step = positions.div(width);
        foundNeurons.add(positions.sub(step.mul(width)).toIntArray());
        foundSteps.add(step.add(seen).toIntArray());
        seen += Math.toIntExact(block.size(0));
    }

    /**
     * In which step each spike came.
     *
     * @return steps counted from 0, in ascending order
     */
    public int[] steps() {
        return joined(foundSteps);
    }

    /**
     * Whose each spike was.
     *
     * @return for each of {@link #steps} the neuron, its position in row-major order; ascending
     *     within a step
     */
    public int[] neurons() {
        return joined(foundNeurons);
    }

    private int[] joined(List<int[]> parts) {
        blocks.flush();
        return parts.stream().flatMapToInt(Arrays::stream).toArray();
    }

    /** Frees what still lies on the device; it is no longer recorded. */
    @Override
    public void close() {
        blocks.close();
    }
}
