package org.ranvier.testkit;

import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Map;
import org.ranvier.Ranvier;
import org.ranvier.Session;
import org.ranvier.SessionOptions;
import org.ranvier.TensorSpec;
import org.ranvier.op.CustomOp;
import org.ranvier.op.Fused;
import org.ranvier.op.HostArray;
import org.ranvier.op.Op;
import org.ranvier.spi.Backend;
import org.ranvier.spi.Buffer;
import org.ranvier.spi.DeviceInfo;
import org.ranvier.spi.Operand;

/**
 * What every other backend is compared with: each primitive in a few plain lines, one element after
 * another, computed and accumulated in double, integers exactly. It has no kernel for a fused
 * operation, so that decompositions run.
 */
public final class ReferenceBackend implements Backend {
    private static final DeviceInfo DEVICE =
            new DeviceInfo(
                    "reference", "plain Java, for tests", DeviceInfo.Kind.REFERENCE, 0, Map.of());

    /** The device. */
    public ReferenceBackend() {}

    /**
     * Opens a session on a new reference backend.
     *
     * @return the session, to be closed
     */
    public static Session open() {
        return open(SessionOptions.defaults());
    }

    /**
     * Opens a session on a new reference backend.
     *
     * @param options how
     * @return the session, to be closed
     */
    public static Session open(SessionOptions options) {
        return Ranvier.open(new ReferenceBackend(), options);
    }

    @Override
    public DeviceInfo device() {
        return DEVICE;
    }

    @Override
    public Buffer allocate(long bytes) {
        HostBuffer buffer = HostBuffer.allocate(bytes);
        buffer.memory().fill((byte) -1);
        return buffer;
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

    /** No fused operation is. */
    @Override
    public boolean supports(Fused op, List<TensorSpec> in) {
        return false;
    }

    @Override
    public void execute(Op op, List<Operand> in, List<Operand> out) {
        switch (op) {
            case Op.Primitive primitive ->
                    execute(
                            primitive,
                            in.stream().map(Elements::of).toList(),
                            Elements.of(out.get(0)));
            case Fused fused -> throw new UnsupportedOperationException(fused.name());
            case CustomOp custom -> custom(custom, in, out);
        }
    }

    private static void execute(Op.Primitive op, List<Elements> in, Elements out) {
        switch (op) {
            case Op.Fill fill -> ReferenceElementWise.fill(fill.value(), out);
            case Op.Copy copy -> ReferenceElementWise.copy(in.get(0), out);
            case Op.Map map -> ReferenceElementWise.map(map.function(), in.get(0), out);
            case Op.Zip zip -> ReferenceElementWise.zip(zip.function(), in.get(0), in.get(1), out);
            case Op.Select select ->
                    ReferenceElementWise.select(in.get(0), in.get(1), in.get(2), out);
            case Op.Reduce reduce -> ReferenceReductions.reduce(reduce, in.get(0), out);
            case Op.ArgReduce arg -> ReferenceReductions.argReduce(arg, in.get(0), out);
            case Op.MatMul matmul -> ReferenceAlgebra.matmul(in.get(0), in.get(1), out);
            case Op.Gather gather -> ReferenceIndexing.gather(gather, in.get(0), in.get(1), out);
            case Op.ScatterAdd scatter ->
                    ReferenceIndexing.scatterAdd(scatter, in.get(0), in.get(1), out);
            case Op.Fold fold -> ReferenceIndexing.fold(fold, in.get(0), out);
            case Op.Scan scan -> ReferenceAlgebra.scan(scan, in, out);
            case Op.ArgSort sort -> ReferenceAlgebra.argSort(sort, in.get(0), out);
            case Op.Random random -> ReferenceRandom.draw(random, out);
        }
    }

    private static void custom(CustomOp op, List<Operand> in, List<Operand> out) {
        CustomOp.HostFunction host = op.host();
        if (host == null) {
            throw new UnsupportedOperationException(
                    op + " has no implementation in Java; give it one with withHost");
        }
        host.run(hostArrays(in), hostArrays(out));
    }

    private static List<HostArray> hostArrays(List<Operand> operands) {
        return operands.stream()
                .map(o ->
                        new HostArray(
                                o.spec(),
                                HostBuffer.memory(o).asSlice(o.byteOffset(), o.spec().byteSize())))
                .toList();
    }

    @Override
    public void synchronize() {}

    @Override
    public void close() {}
}
