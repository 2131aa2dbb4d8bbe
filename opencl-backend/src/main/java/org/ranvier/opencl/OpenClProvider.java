package org.ranvier.opencl;

import java.util.List;
import org.ranvier.spi.Availability;
import org.ranvier.spi.Backend;
import org.ranvier.spi.BackendOptions;
import org.ranvier.spi.BackendProvider;
import org.ranvier.spi.DeviceInfo;

/**
 * Finds OpenCL devices: {@code opencl:0} is the first GPU, or the first device of another kind if
 * there is no GPU.
 */
public final class OpenClProvider implements BackendProvider {
    /** A provider; nothing native is loaded yet. */
    public OpenClProvider() {}

    @Override
    public String name() {
        return "opencl";
    }

    @Override
    public Availability probe() {
        try {
            List<OpenClDevice> devices = OpenClDevice.all();
            return devices.isEmpty()
                    ? new Availability.Unavailable(
                            "no OpenCL platform has a device",
                            "install the OpenCL driver of the GPU's maker, or PoCL for the processor"
                                    + " (Debian: pocl-opencl-icd)")
                    : new Availability.Available(devices.stream().map(OpenClDevice::info).toList());
        } catch (LinkageError e) {
            return new Availability.Unavailable(
                    "the OpenCL library could not be loaded: " + e,
                    "install an OpenCL loader (Debian: ocl-icd-libopencl1) and a driver");
        } catch (OpenClException e) {
            return new Availability.Unavailable(
                    e.toString(), "check the OpenCL drivers in /etc/OpenCL/vendors");
        }
    }

    @Override
    public Backend open(DeviceInfo device, BackendOptions options) {
        OpenClDevice found =
                OpenClDevice.all().stream()
                        .filter(d -> d.info().id().equals(device.id()))
                        .findFirst()
                        .orElseThrow(
                                () -> new OpenClException(device.id() + " is not there any more"));
        return new OpenClBackend(found);
    }
}
