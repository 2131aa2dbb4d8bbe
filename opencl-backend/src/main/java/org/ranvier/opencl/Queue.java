package org.ranvier.opencl;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongConsumer;
import org.jocl.CL;
import org.jocl.CLException;
import org.jocl.Pointer;
import org.jocl.cl_command_queue;
import org.jocl.cl_context;
import org.jocl.cl_context_properties;
import org.jocl.cl_device_id;
import org.jocl.cl_mem;
import org.jocl.cl_queue_properties;
import org.jspecify.annotations.Nullable;
import org.ranvier.spi.OutOfDeviceMemoryException;

/** A context with one queue that keeps its order: memory, copies and launches. */
final class Queue implements AutoCloseable {
    /** A ByteBuffer holds no more than 2 GiB. */
    private static final long PIECE = 1L << 30;

    private final OpenClDevice device;
    private final cl_context context;
    private final cl_command_queue queue;
    private final @Nullable Profile profile;
    private final Set<String> launched = new LinkedHashSet<>();
    private long taken;

    Queue(OpenClDevice device) {
        this.device = device;
        cl_context_properties properties = new cl_context_properties();
        properties.addProperty(CL.CL_CONTEXT_PLATFORM, device.platform());
        profile = Profile.ifRecording(device.info().id());
        cl_queue_properties wanted = new cl_queue_properties();
        if (profile != null) {
            wanted.addProperty(CL.CL_QUEUE_PROPERTIES, CL.CL_QUEUE_PROFILING_ENABLE);
        }
        try {
            context =
                    CL.clCreateContext(
                            properties, 1, new cl_device_id[] {device.id()}, null, null, null);
            queue = CL.clCreateCommandQueueWithProperties(context, device.id(), wanted, null);
        } catch (CLException e) {
            throw failure("opening " + device.info().description(), e);
        }
    }

    cl_context context() {
        return context;
    }

    /**
     * Takes memory. A driver may put off taking it until it is used; moving it to the device makes
     * it fail here rather than in some kernel. Some promise more than there is, so what has been
     * taken is counted.
     */
    OpenClBuffer allocate(long bytes) {
        if (bytes > device.largestBuffer()) {
            throw new OutOfDeviceMemoryException(
                    bytes
                            + " bytes are more than one buffer can have ("
                            + device.largestBuffer()
                            + " bytes)");
        }
        if (bytes > device.info().memory() - taken) {
            throw new OutOfDeviceMemoryException(
                    bytes
                            + " bytes are more than is left: "
                            + taken
                            + " of the device's "
                            + device.info().memory()
                            + " bytes are taken");
        }
        cl_mem memory = null;
        try {
            memory = CL.clCreateBuffer(context, CL.CL_MEM_READ_WRITE, bytes, null, null);
            CL.clEnqueueMigrateMemObjects(
                    queue,
                    1,
                    new cl_mem[] {memory},
                    CL.CL_MIGRATE_MEM_OBJECT_CONTENT_UNDEFINED,
                    0,
                    null,
                    null);
            CL.clFinish(queue);
            taken += bytes;
            return new OpenClBuffer(memory, bytes);
        } catch (CLException e) {
            if (memory != null) {
                CL.clReleaseMemObject(memory);
            }
            throw failure("allocating " + bytes + " bytes", e);
        }
    }

    void free(OpenClBuffer buffer) {
        taken -= buffer.byteSize();
        CL.clReleaseMemObject(buffer.memory());
    }

    void write(MemorySegment source, OpenClBuffer target, long offset) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment staged = source;
            if (!source.isNative()) {
                staged = arena.allocate(source.byteSize());
                staged.copyFrom(source);
            }
            MemorySegment host = staged;
            inPieces(
                    host.byteSize(),
                    at ->
                            CL.clEnqueueWriteBuffer(
                                    queue,
                                    target.memory(),
                                    true,
                                    offset + at,
                                    piece(host, at).byteSize(),
                                    pointer(piece(host, at)),
                                    0,
                                    null,
                                    null),
                    "writing");
        }
    }

    void read(OpenClBuffer source, long offset, MemorySegment target) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment host = target.isNative() ? target : arena.allocate(target.byteSize());
            inPieces(
                    host.byteSize(),
                    at ->
                            CL.clEnqueueReadBuffer(
                                    queue,
                                    source.memory(),
                                    true,
                                    offset + at,
                                    piece(host, at).byteSize(),
                                    pointer(piece(host, at)),
                                    0,
                                    null,
                                    null),
                    "reading");
            if (!target.isNative()) {
                target.copyFrom(host);
            }
        }
    }

    private void inPieces(long bytes, LongConsumer copy, String what) {
        try {
            for (long at = 0; at < bytes; at += PIECE) {
                copy.accept(at);
            }
        } catch (CLException e) {
            throw failure(what + " " + bytes + " bytes", e);
        }
    }

    private static MemorySegment piece(MemorySegment host, long at) {
        return host.asSlice(at, Math.min(PIECE, host.byteSize() - at));
    }

    private static Pointer pointer(MemorySegment piece) {
        return Pointer.toBuffer(piece.asByteBuffer());
    }

    void copy(OpenClBuffer source, long offset, OpenClBuffer target) {
        try {
            CL.clEnqueueCopyBuffer(
                    queue,
                    source.memory(),
                    target.memory(),
                    offset,
                    0,
                    target.byteSize(),
                    0,
                    null,
                    null);
        } catch (CLException e) {
            throw failure("copying " + target.byteSize() + " bytes", e);
        }
    }

    /** The kernels launched since the last {@link #finish}. */
    List<String> launched() {
        return List.copyOf(launched);
    }

    void launch(Programs.Compiled compiled, String name, long groups) {
        launched.add(name);
        try {
            CL.clEnqueueNDRangeKernel(
                    queue,
                    compiled.kernel(),
                    1,
                    null,
                    new long[] {groups * compiled.group()},
                    new long[] {compiled.group()},
                    0,
                    null,
                    profile == null ? null : profile.next(name, groups));
        } catch (CLException e) {
            throw failure("launching kernel " + name + " in " + groups + " groups", e);
        }
    }

    void finish() {
        try {
            CL.clFinish(queue);
            launched.clear();
            if (profile != null) {
                profile.flush();
            }
        } catch (CLException e) {
            throw failure("waiting", e);
        }
    }

    RuntimeException failure(String what, CLException e) {
        String message = device.info().id() + ": " + what + " failed: " + e.getMessage();
        return switch (e.getStatus()) {
            case CL.CL_MEM_OBJECT_ALLOCATION_FAILURE,
                    CL.CL_OUT_OF_RESOURCES,
                    CL.CL_OUT_OF_HOST_MEMORY,
                    CL.CL_INVALID_BUFFER_SIZE -> {
                OutOfDeviceMemoryException memory = new OutOfDeviceMemoryException(message);
                memory.initCause(e);
                yield memory;
            }
            default -> new OpenClException(message, e);
        };
    }

    @Override
    public void close() {
        finish();
        CL.clReleaseCommandQueue(queue);
        CL.clReleaseContext(context);
    }
}
