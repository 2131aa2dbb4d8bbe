package org.ranvier.trace;

import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import org.jspecify.annotations.Nullable;

/** Memory that a session's pool has taken from the device. */
@Name("org.ranvier.Allocation")
@Label("Device Allocation")
@Category("Ranvier")
final class AllocationEvent extends Event {
    @Label("Device")
    @Nullable String device;

    @Label("Bytes")
    @DataAmount
    long bytes;
}
