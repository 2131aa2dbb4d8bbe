package org.ranvier.cuda;

import java.util.ArrayDeque;
import java.util.Deque;
import jcuda.driver.CUevent;
import jcuda.driver.CUevent_flags;
import jcuda.driver.CUstream;
import jcuda.driver.JCudaDriver;
import org.jspecify.annotations.Nullable;
import org.ranvier.trace.KernelEvent;

/**
 * Tells Java Flight Recorder how long the device took for each kernel ({@link KernelEvent}). A
 * device has it if a recording runs when it is opened. A recorded step is one kernel to it.
 */
final class Profile implements AutoCloseable {
    /** So many events are kept at most until their kernels have run. */
    private static final int MOST_PENDING = 1000;

    private final String device;
    private final CUstream stream;
    private final Deque<Launch> pending = new ArrayDeque<>();

    /** A moment on the device's clock, and the same on the host's. */
    private final CUevent origin = event();

    private long originNanos;
    private CUevent start = event();
    private long asked;

    /**
     * A kernel in the queue.
     *
     * @param start before it
     * @param end behind it
     * @param kernel its name
     * @param groups how many groups
     * @param asked when it was entered, by the host's clock
     */
    private record Launch(CUevent start, CUevent end, String kernel, long groups, long asked) {}

    private Profile(String device, CUstream stream) {
        this.device = device;
        this.stream = stream;
        compareClocks();
    }

    /** Null unless a recording runs that wants to know of kernels. */
    static @Nullable Profile ifRecording(String device, CUstream stream) {
        return KernelEvent.isWanted() ? new Profile(device, stream) : null;
    }

    private static CUevent event() {
        CUevent event = new CUevent();
        Driver.check(
                JCudaDriver.cuEventCreate(event, CUevent_flags.CU_EVENT_DEFAULT),
                "making an event");
        return event;
    }

    private void record(CUevent event) {
        Driver.check(JCudaDriver.cuEventRecord(event, stream), "recording an event");
    }

    private void compareClocks() {
        record(origin);
        await(origin);
        originNanos = System.nanoTime();
    }

    private static void await(CUevent event) {
        Driver.check(JCudaDriver.cuEventSynchronize(event), "waiting for an event");
    }

    /** A kernel will be launched; if it is not after all, this may be called again. */
    void begin() {
        asked = System.nanoTime();
        record(start);
    }

    /** The kernel has been launched. */
    void end(String kernel, long groups) {
        CUevent end = event();
        record(end);
        pending.add(new Launch(start, end, kernel, groups, asked));
        start = event();
        if (pending.size() == MOST_PENDING) {
            flush();
        }
    }

    /** Tells of all kernels so far, and waits for them. */
    void flush() {
        pending.forEach(this::commit);
        pending.clear();
        compareClocks();
    }

    private void commit(Launch launch) {
        await(launch.end());
        long began = originNanos + nanos(origin, launch.start());
        long waiting = Math.max(0, began - launch.asked());
        long running = nanos(launch.start(), launch.end());
        new KernelEvent(device, launch.kernel(), launch.groups(), waiting, running).commit();
        JCudaDriver.cuEventDestroy(launch.start());
        JCudaDriver.cuEventDestroy(launch.end());
    }

    private static long nanos(CUevent from, CUevent to) {
        float[] milliseconds = new float[1];
        Driver.check(JCudaDriver.cuEventElapsedTime(milliseconds, from, to), "asking for a time");
        return (long) (milliseconds[0] * 1e6);
    }

    /** Kernels that were not told of are forgotten. */
    @Override
    public void close() {
        for (Launch launch : pending) {
            JCudaDriver.cuEventDestroy(launch.start());
            JCudaDriver.cuEventDestroy(launch.end());
        }
        JCudaDriver.cuEventDestroy(start);
        JCudaDriver.cuEventDestroy(origin);
    }
}
