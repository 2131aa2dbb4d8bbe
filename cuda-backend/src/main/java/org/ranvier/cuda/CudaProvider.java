package org.ranvier.cuda;

import org.ranvier.kernels.Binaries;
import org.ranvier.spi.Availability;
import org.ranvier.spi.Backend;
import org.ranvier.spi.BackendOptions;
import org.ranvier.spi.BackendProvider;
import org.ranvier.spi.DeviceInfo;

/** Finds NVIDIA devices. Loading this class loads no native library. */
public final class CudaProvider implements BackendProvider {
    /** For the service loader. */
    public CudaProvider() {}

    @Override
    public String name() {
        return "cuda";
    }

    @Override
    public Availability probe() {
        Availability found = Driver.probe();
        if (found instanceof Availability.Available
                && !Binaries.exist()
                && Nvrtc.loaded() == null) {
            return new Availability.Unavailable(
                    "the kernels were built without nvcc, and libnvrtc.so was not found",
                    "use a build made with nvcc, or install the CUDA toolkit's NVRTC or set CUDA_HOME");
        }
        return found;
    }

    @Override
    public Backend open(DeviceInfo device, BackendOptions options) {
        String id = device.id();
        int ordinal = Integer.parseInt(id.substring(id.indexOf(':') + 1));
        return new CudaBackend(device, ordinal, options.precision());
    }
}
