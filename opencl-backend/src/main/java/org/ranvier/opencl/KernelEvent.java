package org.ranvier.opencl;

import jdk.jfr.Category;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

/** A kernel that has run; times are the device's. */
@Name("org.ranvier.Kernel")
@Label("Kernel")
@Category("Ranvier")
@StackTrace(false)
final class KernelEvent extends Event {
    @Label("Device")
    String device;

    @Label("Kernel")
    String kernel;

    @Label("Groups")
    long groups;

    @Label("Waiting")
    @Timespan
    long waiting;

    @Label("Running")
    @Timespan
    long running;

    KernelEvent(String device, String kernel, long groups, long waiting, long running) {
        this.device = device;
        this.kernel = kernel;
        this.groups = groups;
        this.waiting = waiting;
        this.running = running;
    }
}
