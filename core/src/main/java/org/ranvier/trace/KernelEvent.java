package org.ranvier.trace;

import jdk.jfr.Category;
import jdk.jfr.Event;
import jdk.jfr.EventType;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

/**
 * A kernel that has run on a device with a queue; times are the device's. The name tells the
 * variant, and whose it is: {@code gemm_large of gemm.F32}, {@code gemm of cuBLAS}.
 */
@Name("org.ranvier.Kernel")
@Label("Kernel")
@Category("Ranvier")
@StackTrace(false)
public final class KernelEvent extends Event {
    @Label("Device")
    private final String device;

    @Label("Kernel")
    private final String kernel;

    @Label("Groups")
    private final long groups;

    @Label("Waiting")
    @Timespan
    private final long waiting;

    @Label("Running")
    @Timespan
    private final long running;

    /**
     * A kernel that has run, to be committed.
     *
     * @param device the device's id
     * @param kernel its name
     * @param groups how many groups of work items it had, 0 if that is not known
     * @param waiting from its entering the queue to its beginning, in nanoseconds
     * @param running from its beginning to its end, in nanoseconds
     */
    public KernelEvent(String device, String kernel, long groups, long waiting, long running) {
        this.device = device;
        this.kernel = kernel;
        this.groups = groups;
        this.waiting = waiting;
        this.running = running;
    }

    /**
     * Whether a recording runs that wants to know of kernels.
     *
     * @return true if so
     */
    public static boolean isWanted() {
        return FlightRecorder.isInitialized()
                && EventType.getEventType(KernelEvent.class).isEnabled();
    }
}
