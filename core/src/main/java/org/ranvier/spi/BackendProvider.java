package org.ranvier.spi;

/**
 * How a backend is found, through {@link java.util.ServiceLoader}. Loading a provider loads no
 * native library; {@link #probe} may.
 */
public interface BackendProvider {
    /**
     * The part of a device's name before the colon.
     *
     * @return as {@code cpu}, {@code cuda}, {@code opencl}
     */
    String name();

    /**
     * Looks for devices. Never throws for what is missing on this machine.
     *
     * @return the devices, or why there are none
     */
    Availability probe();

    /**
     * Opens a device.
     *
     * @param device one that {@link #probe} found
     * @param options what the session asks for
     * @return the open device
     */
    Backend open(DeviceInfo device, BackendOptions options);
}
