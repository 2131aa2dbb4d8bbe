package org.ranvier.cuda;

import java.lang.foreign.MemorySegment;
import jcuda.driver.CUevent;
import jcuda.driver.CUevent_flags;
import jcuda.driver.CUstream;
import jcuda.driver.JCudaDriver;

/**
 * Copies between the host and the device in pieces, through two pinned buffers: one is filled or
 * emptied while the other is on its way.
 */
final class Staging implements AutoCloseable {
    private static final long PIECE = 4L << 20;

    private final CUstream stream;
    private final Slot[] slots = {new Slot(), new Slot()};
    private int next;

    /** A pinned buffer, and the event behind its last copy. */
    private static final class Slot {
        final Driver.HostAddress pinned = new Driver.HostAddress();
        final CUevent copied = new CUevent();
        final MemorySegment memory;

        Slot() {
            Driver.check(JCudaDriver.cuMemAllocHost(pinned, PIECE), "taking pinned memory");
            Driver.check(
                    JCudaDriver.cuEventCreate(copied, CUevent_flags.CU_EVENT_DISABLE_TIMING),
                    "making an event");
            memory = MemorySegment.ofAddress(pinned.value()).reinterpret(PIECE);
        }

        void record(CUstream stream) {
            Driver.check(JCudaDriver.cuEventRecord(copied, stream), "recording an event");
        }

        void await() {
            Driver.check(JCudaDriver.cuEventSynchronize(copied), "waiting for a copy");
        }

        void free() {
            JCudaDriver.cuEventDestroy(copied);
            JCudaDriver.cuMemFreeHost(pinned);
        }
    }

    Staging(CUstream stream) {
        this.stream = stream;
    }

    private Slot take() {
        Slot slot = slots[next];
        next = 1 - next;
        slot.await();
        return slot;
    }

    /** Copies to the device; the source has been read on return. */
    void write(MemorySegment source, long target) {
        for (long at = 0; at < source.byteSize(); at += PIECE) {
            long bytes = Math.min(PIECE, source.byteSize() - at);
            Slot slot = take();
            MemorySegment.copy(source, at, slot.memory, 0, bytes);
            Driver.check(
                    JCudaDriver.cuMemcpyHtoDAsync(
                            new Driver.DeviceAddress(target + at), slot.pinned, bytes, stream),
                    "copying to the device");
            slot.record(stream);
        }
    }

    /** Copies to the host; the data is there on return. */
    void read(long source, MemorySegment target) {
        long pieces = (target.byteSize() + PIECE - 1) / PIECE;
        Slot before = null;
        for (long i = 0; i <= pieces; i++) {
            Slot slot = i < pieces ? fetch(source, i, target.byteSize()) : null;
            if (before != null) {
                before.await();
                long at = (i - 1) * PIECE;
                long bytes = Math.min(PIECE, target.byteSize() - at);
                MemorySegment.copy(before.memory, 0, target, at, bytes);
            }
            before = slot;
        }
    }

    private Slot fetch(long source, long piece, long size) {
        long at = piece * PIECE;
        Slot slot = take();
        Driver.check(
                JCudaDriver.cuMemcpyDtoHAsync(
                        slot.pinned,
                        new Driver.DeviceAddress(source + at),
                        Math.min(PIECE, size - at),
                        stream),
                "copying from the device");
        slot.record(stream);
        return slot;
    }

    @Override
    public void close() {
        for (Slot slot : slots) {
            slot.free();
        }
    }
}
