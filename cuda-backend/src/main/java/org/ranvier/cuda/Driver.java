package org.ranvier.cuda;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import jcuda.Pointer;
import jcuda.driver.CUdevice;
import jcuda.driver.CUdevice_attribute;
import jcuda.driver.CUdeviceptr;
import jcuda.driver.CUresult;
import jcuda.driver.JCudaDriver;
import org.ranvier.kernels.Binaries;
import org.ranvier.spi.Availability;
import org.ranvier.spi.DeviceInfo;

/** The CUDA driver: whether it is there, which devices it has, and what its errors mean. */
final class Driver {
    /** The driver's library. */
    static final String LIBRARY = "libcuda.so.1";

    private Driver() {}

    /** An address of device memory, as JCuda takes it. */
    static final class DeviceAddress extends CUdeviceptr {
        DeviceAddress() {}

        DeviceAddress(long address) {
            super(new CUdeviceptr(), address);
        }

        long value() {
            return getNativePointer() + getByteOffset();
        }
    }

    /** An address of host memory, as JCuda takes it. */
    static final class HostAddress extends Pointer {
        HostAddress() {}

        HostAddress(MemorySegment memory) {
            super(memory.address());
        }

        long value() {
            return getNativePointer();
        }
    }

    /** The devices, or why there are none. */
    static Availability probe() {
        if (!isLoadable(LIBRARY)) {
            return new Availability.Unavailable(
                    LIBRARY + " cannot be loaded",
                    "install the NVIDIA driver; the CUDA toolkit is not needed");
        }
        try {
            JCudaDriver.setExceptionsEnabled(false);
        } catch (LinkageError e) {
            return new Availability.Unavailable(
                    "JCuda's native library cannot be loaded: " + e.getMessage(),
                    "use Linux on x86-64, and let java.io.tmpdir allow execution");
        }
        int result = JCudaDriver.cuInit(0);
        if (result != CUresult.CUDA_SUCCESS) {
            return new Availability.Unavailable(
                    "the NVIDIA driver does not start: " + text(result),
                    "look at what nvidia-smi says");
        }
        List<DeviceInfo> devices = devices();
        return devices.isEmpty()
                ? new Availability.Unavailable(
                        "the NVIDIA driver has no device", "look at CUDA_VISIBLE_DEVICES")
                : new Availability.Available(devices);
    }

    /** Whether the system's loader finds a library. */
    static boolean isLoadable(String library) {
        try (Arena arena = Arena.ofConfined()) {
            SymbolLookup.libraryLookup(library, arena);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static List<DeviceInfo> devices() {
        int[] count = new int[1];
        check(JCudaDriver.cuDeviceGetCount(count), "counting devices");
        List<DeviceInfo> devices = new ArrayList<>();
        for (int i = 0; i < count[0]; i++) {
            devices.add(info(i));
        }
        return devices;
    }

    private static DeviceInfo info(int ordinal) {
        CUdevice device = device(ordinal);
        byte[] name = new byte[256];
        long[] memory = new long[1];
        int[] version = new int[1];
        check(JCudaDriver.cuDeviceGetName(name, name.length, device), "asking for a name");
        check(JCudaDriver.cuDeviceTotalMem(memory, device), "asking for the memory");
        check(JCudaDriver.cuDriverGetVersion(version), "asking for the version");
        Map<String, String> details = new LinkedHashMap<>();
        details.put("CUDA of the driver", version[0] / 1000 + "." + version[0] % 1000 / 10);
        details.put("compute capability", capability(device).toString());
        details.put(
                "kernels", Binaries.exist() ? "built with nvcc" : "compiled by " + Nvrtc.loaded());
        details.put(
                "matrix products",
                Cublas.isWanted()
                        ? "cuBLAS, " + Cublas.LIBRARY
                        : "own kernels; " + Cublas.LIBRARY + " was not found or not wanted");
        details.put("multiprocessors", Integer.toString(multiprocessors(device)));
        return new DeviceInfo(
                "cuda:" + ordinal,
                new String(name).trim(),
                DeviceInfo.Kind.NATIVE_GPU,
                memory[0],
                details);
    }

    static CUdevice device(int ordinal) {
        CUdevice device = new CUdevice();
        check(JCudaDriver.cuDeviceGet(device, ordinal), "opening cuda:" + ordinal);
        return device;
    }

    static Capability capability(CUdevice device) {
        return new Capability(
                attribute(device, CUdevice_attribute.CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MAJOR),
                attribute(device, CUdevice_attribute.CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MINOR));
    }

    static int multiprocessors(CUdevice device) {
        return attribute(device, CUdevice_attribute.CU_DEVICE_ATTRIBUTE_MULTIPROCESSOR_COUNT);
    }

    static int attribute(CUdevice device, int attribute) {
        int[] value = new int[1];
        check(JCudaDriver.cuDeviceGetAttribute(value, attribute, device), "asking for a limit");
        return value[0];
    }

    /**
     * Throws for an error.
     *
     * @param result what the driver gave
     * @param action what was being done
     */
    static void check(int result, String action) {
        if (result != CUresult.CUDA_SUCCESS) {
            throw new CudaException(action + " failed: " + text(result));
        }
    }

    /** An error's name, and what the driver says of it. */
    static String text(int result) {
        String[] description = new String[1];
        JCudaDriver.cuGetErrorString(result, description);
        return CUresult.stringFor(result) + " (" + description[0] + ")";
    }
}
