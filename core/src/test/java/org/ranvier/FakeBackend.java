package org.ranvier;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.ranvier.op.Fused;
import org.ranvier.op.Op;
import org.ranvier.spi.Backend;
import org.ranvier.spi.Buffer;
import org.ranvier.spi.DeviceInfo;
import org.ranvier.spi.Operand;
import org.ranvier.spi.OutOfDeviceMemoryException;

/** A device that computes nothing, and keeps account of what it was asked for. */
final class FakeBackend implements Backend {
    private record FakeBuffer(long byteSize, Object identity) implements Buffer {}

    final List<String> executed = new ArrayList<>();
    final DeviceInfo device;
    final long memory;
    long allocated;
    int allocations;
    boolean closed;

    FakeBackend(DeviceInfo device, long memory) {
        this.device = device;
        this.memory = memory;
    }

    static FakeBackend ofMemory(long bytes) {
        return new FakeBackend(device("fake:0", DeviceInfo.Kind.HOST), bytes);
    }

    static DeviceInfo device(String id, DeviceInfo.Kind kind) {
        return new DeviceInfo(id, "made up", kind, 0, Map.of());
    }

    Session open(SessionOptions options) {
        return Ranvier.open(this, options);
    }

    Session open() {
        return open(SessionOptions.defaults());
    }

    @Override
    public DeviceInfo device() {
        return device;
    }

    @Override
    public Buffer allocate(long bytes) {
        if (bytes > memory - allocated) {
            throw new OutOfDeviceMemoryException("the device is full");
        }
        allocated += bytes;
        allocations++;
        return new FakeBuffer(bytes, new Object());
    }

    @Override
    public void free(Buffer buffer) {
        allocated -= buffer.byteSize();
    }

    @Override
    public void write(MemorySegment source, Buffer target, long offset) {
        executed.add("write");
    }

    @Override
    public void read(Buffer source, long offset, MemorySegment target) {
        executed.add("read");
    }

    @Override
    public boolean supports(Fused op, List<TensorSpec> in) {
        return false;
    }

    @Override
    public void execute(Op op, List<Operand> in, List<Operand> out) {
        executed.add(op.name());
    }

    @Override
    public void synchronize() {}

    @Override
    public void close() {
        if (allocated != 0) {
            throw new AssertionError(allocated + " bytes were not freed");
        }
        closed = true;
    }
}
