package org.ranvier.spi;

import java.util.Map;

/**
 * What is known of a device.
 *
 * @param id how a user names it, as {@code cpu} or {@code cuda:0}
 * @param description what it is, as the maker calls it
 * @param kind what it is good for
 * @param memory its memory in bytes, or 0 if unknown
 * @param details what {@code doctor} shows besides, in its order: versions, limits, libraries in
 *     use
 */
public record DeviceInfo(
        String id, String description, Kind kind, long memory, Map<String, String> details) {
    /** Kinds of devices, the preferred ones first when the choice is automatic. */
    public enum Kind {
        /** A GPU through its maker's own interface. */
        NATIVE_GPU,
        /** A GPU through a portable interface. */
        PORTABLE_GPU,
        /** The processor, in Java. */
        HOST,
        /** A processor through a portable interface. */
        PORTABLE_CPU,
        /** For tests; never chosen automatically. */
        REFERENCE
    }
}
