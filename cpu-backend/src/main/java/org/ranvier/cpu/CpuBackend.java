package org.ranvier.cpu;

import java.lang.foreign.MemorySegment;
import java.util.List;
import org.ranvier.TensorSpec;
import org.ranvier.cpu.attention.AttentionKernels;
import org.ranvier.cpu.conv.ConvKernels;
import org.ranvier.cpu.gemm.Gemm;
import org.ranvier.cpu.memory.HostBuffer;
import org.ranvier.cpu.neuron.NeuronKernels;
import org.ranvier.cpu.norm.NormKernels;
import org.ranvier.cpu.optim.OptimKernels;
import org.ranvier.cpu.parallel.Workers;
import org.ranvier.cpu.pool.PoolKernels;
import org.ranvier.cpu.recurrent.RecurrentKernels;
import org.ranvier.cpu.reduce.ArgReduceKernels;
import org.ranvier.cpu.reduce.ReduceKernels;
import org.ranvier.cpu.softmax.SoftmaxKernels;
import org.ranvier.cpu.twin.WarmUp;
import org.ranvier.op.Attention;
import org.ranvier.op.AttentionGradient;
import org.ranvier.op.AveragePool;
import org.ranvier.op.AveragePoolGradient;
import org.ranvier.op.BatchNorm;
import org.ranvier.op.BatchNormGradient;
import org.ranvier.op.Conv;
import org.ranvier.op.ConvInputGradient;
import org.ranvier.op.ConvWeightGradient;
import org.ranvier.op.CrossEntropy;
import org.ranvier.op.CrossEntropyGradient;
import org.ranvier.op.CustomOp;
import org.ranvier.op.DeliverSpikes;
import org.ranvier.op.Fused;
import org.ranvier.op.GeluGradient;
import org.ranvier.op.GruCell;
import org.ranvier.op.GruCellGradient;
import org.ranvier.op.HodgkinHuxleyStep;
import org.ranvier.op.LayerNorm;
import org.ranvier.op.LayerNormGradient;
import org.ranvier.op.LifEventStep;
import org.ranvier.op.LifNetworkSteps;
import org.ranvier.op.LifSteps;
import org.ranvier.op.LifStepsGradient;
import org.ranvier.op.LstmCell;
import org.ranvier.op.LstmCellGradient;
import org.ranvier.op.LstmSteps;
import org.ranvier.op.LstmStepsGradient;
import org.ranvier.op.MaxPool;
import org.ranvier.op.MaxPoolGradient;
import org.ranvier.op.Op;
import org.ranvier.op.OptimizerStep;
import org.ranvier.op.Softmax;
import org.ranvier.op.Spike;
import org.ranvier.spi.Backend;
import org.ranvier.spi.BackendOptions;
import org.ranvier.spi.Buffer;
import org.ranvier.spi.DeviceInfo;
import org.ranvier.spi.Operand;

/** Executes operations at once, on the calling thread and its {@link Workers}. */
final class CpuBackend implements Backend {
    private final DeviceInfo device;
    private final Workers workers;

    CpuBackend(DeviceInfo device, BackendOptions options) {
        this.device = device;
        this.workers = new Workers(options.threads());
    }

    @Override
    public DeviceInfo device() {
        return device;
    }

    @Override
    public Buffer allocate(long bytes) {
        return HostBuffer.allocate(bytes);
    }

    @Override
    public void free(Buffer buffer) {
        ((HostBuffer) buffer).free();
    }

    @Override
    public void write(MemorySegment source, Buffer target, long offset) {
        MemorySegment.copy(source, 0, ((HostBuffer) target).memory(), offset, source.byteSize());
    }

    @Override
    public void read(Buffer source, long offset, MemorySegment target) {
        MemorySegment.copy(((HostBuffer) source).memory(), offset, target, 0, target.byteSize());
    }

    @Override
    public boolean supports(Fused op, List<TensorSpec> in) {
        return switch (op) {
            case Conv o -> ConvKernels.supports(o, in);
            case ConvInputGradient o -> ConvKernels.supports(o, in);
            case ConvWeightGradient o -> ConvKernels.supports(o, in);
            case MaxPool o -> PoolKernels.supports(o, in);
            case MaxPoolGradient o -> PoolKernels.supports(o, in);
            case AveragePool o -> PoolKernels.supports(o, in);
            case AveragePoolGradient o -> PoolKernels.supports(o, in);
            case LstmCell _,
                    LstmCellGradient _,
                    LstmSteps _,
                    LstmStepsGradient _,
                    GruCell _,
                    GruCellGradient _ ->
                    RecurrentKernels.supports(op, in);
            case Softmax _, CrossEntropy _, CrossEntropyGradient _ ->
                    SoftmaxKernels.supports(op, in);
            case LayerNorm _, LayerNormGradient _, BatchNorm _, BatchNormGradient _ ->
                    NormKernels.supports(op, in);
            case GeluGradient _ -> GeluGradients.supports(in);
            case Attention o -> AttentionKernels.supports(o, in);
            case AttentionGradient o -> AttentionKernels.supports(o, in);
            case OptimizerStep _ -> true;
            case Spike _,
                    LifSteps _,
                    LifStepsGradient _,
                    LifEventStep _,
                    LifNetworkSteps _,
                    DeliverSpikes _,
                    HodgkinHuxleyStep _ ->
                    true;
            default -> false;
        };
    }

    @Override
    public void execute(Op op, List<Operand> in, List<Operand> out) {
        switch (op) {
            case Op.Primitive primitive -> primitive(primitive, in, out);
            case Fused fused -> fused(fused, in, out);
            case CustomOp custom -> HostCustom.execute(custom, in, out);
        }
    }

    private void primitive(Op.Primitive op, List<Operand> in, List<Operand> out) {
        Operand y = out.get(0);
        switch (op) {
            case Op.Fill o -> ElementWise.fill(workers, o.value(), y);
            case Op.Copy _ -> ElementWise.copy(workers, in.get(0), y);
            case Op.Map o -> ElementWise.map(workers, o.function(), in.get(0), y);
            case Op.Zip o -> ElementWise.zip(workers, o.function(), in.get(0), in.get(1), y);
            case Op.Select _ -> ElementWise.select(workers, in.get(0), in.get(1), in.get(2), y);
            case Op.Reduce o -> ReduceKernels.reduce(workers, o, in.get(0), y);
            case Op.ArgReduce o -> ArgReduceKernels.argReduce(workers, o, in.get(0), y);
            case Op.MatMul _ -> Gemm.matmul(workers, in.get(0), in.get(1), y);
            case Op.Gather o -> Gathering.gather(workers, o, in.get(0), in.get(1), y);
            case Op.ScatterAdd o -> Scattering.scatterAdd(workers, o, in.get(0), in.get(1), y);
            case Op.Fold o -> Folding.fold(workers, o, in.get(0), y);
            case Op.Scan o -> Scans.scan(workers, o, in, y);
            case Op.ArgSort o -> Sorting.argSort(workers, o, in.get(0), y);
            case Op.Random o -> RandomNumbers.draw(workers, o, y);
        }
    }

    private void fused(Fused op, List<Operand> in, List<Operand> out) {
        switch (op) {
            case Conv _, ConvInputGradient _, ConvWeightGradient _ ->
                    ConvKernels.execute(workers, op, in, out);
            case MaxPool _, MaxPoolGradient _, AveragePool _, AveragePoolGradient _ ->
                    PoolKernels.execute(workers, op, in, out);
            case LstmCell _,
                    LstmCellGradient _,
                    LstmSteps _,
                    LstmStepsGradient _,
                    GruCell _,
                    GruCellGradient _ ->
                    RecurrentKernels.execute(workers, op, in, out);
            case Softmax _, CrossEntropy _, CrossEntropyGradient _ ->
                    SoftmaxKernels.execute(workers, op, in, out);
            case LayerNorm _, LayerNormGradient _, BatchNorm _, BatchNormGradient _ ->
                    NormKernels.execute(workers, op, in, out);
            case GeluGradient o -> GeluGradients.execute(workers, o, in, out);
            case Attention o -> AttentionKernels.execute(workers, o, in, out);
            case AttentionGradient o -> AttentionKernels.execute(workers, o, in, out);
            case OptimizerStep o -> OptimKernels.execute(workers, o, in, out);
            case Spike _,
                    LifSteps _,
                    LifStepsGradient _,
                    LifEventStep _,
                    LifNetworkSteps _,
                    DeliverSpikes _,
                    HodgkinHuxleyStep _ ->
                    NeuronKernels.execute(workers, op, in, out);
            default ->
                    throw new IllegalArgumentException(
                            op.name() + ": not a kernel of the CPU; ask supports first");
        }
    }

    @Override
    public void synchronize() {
        // Every operation is done when execute returns.
    }

    @Override
    public boolean settled() {
        return WarmUp.undecided() == 0;
    }

    @Override
    public void close() {
        workers.close();
    }
}
