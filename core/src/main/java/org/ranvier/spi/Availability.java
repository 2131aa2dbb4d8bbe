package org.ranvier.spi;

import java.util.List;

/** Whether a backend can be used here. */
public sealed interface Availability {
    /**
     * It can.
     *
     * @param devices at least one, the best first
     */
    record Available(List<DeviceInfo> devices) implements Availability {
        /** Copies the list. */
        public Available {
            devices = List.copyOf(devices);
        }
    }

    /**
     * It cannot.
     *
     * @param reason what is missing or broken
     * @param mend what the user can do about it
     */
    record Unavailable(String reason, String mend) implements Availability {}
}
