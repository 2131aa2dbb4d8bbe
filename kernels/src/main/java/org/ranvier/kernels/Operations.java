package org.ranvier.kernels;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.ranvier.TensorSpec;
import org.ranvier.op.Attention;
import org.ranvier.op.AveragePool;
import org.ranvier.op.BatchNorm;
import org.ranvier.op.BatchNormGradient;
import org.ranvier.op.Conv;
import org.ranvier.op.ConvInputGradient;
import org.ranvier.op.ConvWeightGradient;
import org.ranvier.op.CrossEntropy;
import org.ranvier.op.CrossEntropyGradient;
import org.ranvier.op.CustomOp;
import org.ranvier.op.Fused;
import org.ranvier.op.HodgkinHuxleyStep;
import org.ranvier.op.LayerNorm;
import org.ranvier.op.LifEventStep;
import org.ranvier.op.LifSteps;
import org.ranvier.op.LifStepsGradient;
import org.ranvier.op.MaxPool;
import org.ranvier.op.MaxPoolGradient;
import org.ranvier.op.Op;
import org.ranvier.op.OptimizerStep;
import org.ranvier.op.Softmax;
import org.ranvier.op.Spike;
import org.ranvier.spi.Operand;

/** How operations become launches of kernels: a backend's {@code execute}, for any device. */
public final class Operations {
    private final Device device;
    private final Scratch scratch;
    private final ElementWise elementWise;
    private final Reductions reductions;
    private final Products products;
    private final Convolutions convolutions;
    private final Sorting sorting;
    private final Indexing indexing;
    private final Scans scans;
    private final RandomNumbers random;
    private final Attentions attentions;
    private final Neurons neurons;
    private final Norms norms;
    private final OptimizerSteps optimizers;
    private final Pools pools;
    private final Softmaxes softmaxes;

    /**
     * Operations on a device.
     *
     * @param device launches the kernels
     */
    public Operations(Device device) {
        this.device = device;
        this.scratch = new Scratch(device);
        this.elementWise = new ElementWise(device);
        this.reductions = new Reductions(device, scratch);
        Contractions contractions = new Contractions(device, scratch, reductions);
        this.products = new Products(contractions);
        this.convolutions = new Convolutions(contractions, scratch, elementWise);
        this.sorting = new Sorting(device, scratch);
        this.indexing = new Indexing(device, scratch, elementWise, sorting);
        this.scans = new Scans(device, scratch);
        this.random = new RandomNumbers(device);
        this.attentions = new Attentions(device);
        this.neurons = new Neurons(device);
        this.norms = new Norms(device, scratch);
        this.optimizers = new OptimizerSteps(device, elementWise);
        this.pools = new Pools(device, scratch);
        this.softmaxes = new Softmaxes(device, indexing);
    }

    /**
     * Whether there is a kernel for a fused operation.
     *
     * @param op the operation
     * @param in what is known of its inputs
     * @return true if {@link #execute} takes it
     */
    public boolean supports(Fused op, List<TensorSpec> in) {
        return switch (op) {
            case Softmax softmax -> softmaxes.supports(in.get(0).shape(), softmax.axis());
            case CrossEntropy _, CrossEntropyGradient _ -> softmaxes.supports(in.get(0).shape(), 1);
            case LayerNorm _ -> norms.supportsLayers(in.get(0).shape(), in.get(1).shape());
            case Conv _, ConvInputGradient _, ConvWeightGradient _ -> true;
            case BatchNorm _, BatchNormGradient _, OptimizerStep _ -> true;
            case Attention _ -> attentions.supports(in.get(0).shape(), in.get(2).shape());
            case MaxPool _, AveragePool _ -> true;
            case MaxPoolGradient _ -> in.get(0).dtype().isFloating();
            case Spike _, LifSteps _, LifStepsGradient _, LifEventStep _, HodgkinHuxleyStep _ ->
                    true;
            default -> false;
        };
    }

    /**
     * Enters an operation into the device's queue.
     *
     * @param op the operation
     * @param in its inputs
     * @param out its outputs, to be written
     */
    public void execute(Op op, List<Operand> in, List<Operand> out) {
        Operand y = out.get(0);
        switch (op) {
            case Op.Fill fill -> elementWise.fill(fill.value(), y);
            case Op.Copy _ -> elementWise.copy(in.get(0), y);
            case Op.Map map -> elementWise.map(map.function(), in.get(0), y);
            case Op.Zip zip -> elementWise.zip(zip.function(), in.get(0), in.get(1), y);
            case Op.Select _ -> elementWise.select(in.get(0), in.get(1), in.get(2), y);
            case Op.Reduce reduce -> reductions.reduce(reduce, in.get(0), y);
            case Op.ArgReduce arg -> reductions.argReduce(arg, in.get(0), y);
            case Op.MatMul _ -> products.matmul(in.get(0), in.get(1), y);
            case Op.Gather gather -> indexing.gather(gather, in.get(0), in.get(1), y);
            case Op.ScatterAdd scatter -> indexing.scatterAdd(scatter, in.get(0), in.get(1), y);
            case Op.Fold fold -> indexing.fold(fold, in.get(0), y);
            case Op.Scan scan -> scans.scan(scan, in, y);
            case Op.ArgSort sort -> sorting.argSort(sort, in.get(0), y);
            case Op.Random draw -> random.random(draw, y);
            case Softmax softmax -> softmaxes.softmax(softmax, in.get(0), y);
            case CrossEntropy loss -> softmaxes.crossEntropy(loss, in.get(0), in.get(1), y);
            case CrossEntropyGradient gradient -> softmaxes.crossEntropyGradient(gradient, in, y);
            case LayerNorm norm -> norms.layerNorm(norm, in, y);
            case BatchNorm norm -> norms.batchNorm(norm, in, out);
            case BatchNormGradient gradient -> norms.batchNormGradient(gradient, in, out);
            case OptimizerStep step -> optimizers.step(step, in, out);
            case Spike _ -> neurons.spike(in.get(0), y);
            case LifSteps steps -> neurons.lif(steps, in, out);
            case LifStepsGradient gradient -> neurons.lifGradient(gradient, in, out);
            case LifEventStep step -> neurons.lifEvents(step, in, out);
            case HodgkinHuxleyStep step -> neurons.hodgkinHuxley(step, in, out);
            case Conv conv -> convolutions.forward(conv.geometry(), in.get(0), in.get(1), y);
            case ConvInputGradient conv ->
                    convolutions.inputGradient(conv.geometry(), in.get(0), in.get(1), y);
            case ConvWeightGradient conv ->
                    convolutions.weightGradient(conv.geometry(), in.get(0), in.get(1), y);
            case MaxPool pool -> pools.max(pool, in.get(0), y, out.get(1));
            case MaxPoolGradient _ -> pools.maxGradient(in.get(0), in.get(1), y);
            case AveragePool pool -> pools.average(pool, in.get(0), y);
            case Attention attention -> attentions.attention(attention, in, y);
            case Fused fused -> throw new IllegalArgumentException("no kernel for " + fused.name());
            case CustomOp custom -> device.launch(custom, in, out);
        }
    }

    /** Gives memory kept for intermediate results back to the device. */
    public void trim() {
        scratch.trim();
    }

    /**
     * Every kernel there is.
     *
     * @return the catalogue
     */
    public static List<Kernel> catalogue() {
        List<Kernel> kernels = new ArrayList<>();
        ElementWise.list(kernels::add);
        Reductions.list(kernels::add);
        Contractions.list(kernels::add);
        Indexing.list(kernels::add);
        Sorting.list(kernels::add);
        Scans.list(kernels::add);
        RandomNumbers.list(kernels::add);
        Attentions.list(kernels::add);
        Neurons.list(kernels::add);
        Norms.list(kernels::add);
        OptimizerSteps.list(kernels::add);
        Pools.list(kernels::add);
        Softmaxes.list(kernels::add);
        return Collections.unmodifiableList(kernels);
    }
}
