package org.ranvier.opencl;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jocl.CL;
import org.jocl.Pointer;
import org.jocl.Sizeof;
import org.jocl.cl_event;
import org.jspecify.annotations.Nullable;
import org.ranvier.trace.KernelEvent;

/**
 * Tells Java Flight Recorder how long the device took for each kernel ({@link KernelEvent}). A
 * queue has it if a recording runs when it is opened.
 */
final class Profile {
    /** So many events are kept at most until their kernels have run. */
    private static final int MOST_PENDING = 1000;

    private final String device;
    private final Deque<Launch> pending = new ArrayDeque<>();

    /**
     * A kernel in the queue.
     *
     * @param event tells of its times
     * @param kernel its name
     * @param groups how many groups
     */
    private record Launch(cl_event event, String kernel, long groups) {}

    private Profile(String device) {
        this.device = device;
    }

    /** Null unless a recording runs that wants to know of kernels. */
    static @Nullable Profile ifRecording(String device) {
        return KernelEvent.isWanted() ? new Profile(device) : null;
    }

    /** An event for the next launch. */
    cl_event next(String kernel, long groups) {
        if (pending.size() == MOST_PENDING) {
            commit(pending.removeFirst());
        }
        cl_event event = new cl_event();
        pending.add(new Launch(event, kernel, groups));
        return event;
    }

    /** Tells of all kernels so far, and waits for them. */
    void flush() {
        while (!pending.isEmpty()) {
            commit(pending.removeFirst());
        }
    }

    private void commit(Launch launch) {
        CL.clWaitForEvents(1, new cl_event[] {launch.event()});
        long queued = time(launch.event(), CL.CL_PROFILING_COMMAND_QUEUED);
        long start = time(launch.event(), CL.CL_PROFILING_COMMAND_START);
        long end = time(launch.event(), CL.CL_PROFILING_COMMAND_END);
        CL.clReleaseEvent(launch.event());
        new KernelEvent(device, launch.kernel(), launch.groups(), start - queued, end - start)
                .commit();
    }

    private static long time(cl_event event, int what) {
        long[] nanos = new long[1];
        CL.clGetEventProfilingInfo(event, what, Sizeof.cl_ulong, Pointer.to(nanos), null);
        return nanos[0];
    }
}
