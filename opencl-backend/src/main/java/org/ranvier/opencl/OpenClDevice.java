package org.ranvier.opencl;

import static org.jocl.CL.CL_DEVICE_NAME;
import static org.jocl.CL.CL_DEVICE_TYPE;
import static org.jocl.CL.CL_DEVICE_TYPE_ALL;
import static org.jocl.CL.CL_DEVICE_TYPE_CPU;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jocl.CL;
import org.jocl.CLException;
import org.jocl.Pointer;
import org.jocl.cl_device_id;
import org.jocl.cl_platform_id;
import org.ranvier.kernels.Traits;
import org.ranvier.spi.DeviceInfo;

/**
 * A device that a driver offers.
 *
 * @param platform its platform
 * @param id its handle
 * @param info what users are told
 * @param traits what launches must know
 * @param vectorBytes the width of its vectors
 * @param exactRoots whether division and square root in float are correctly rounded on request
 * @param largestBuffer how many bytes one buffer may have
 */
record OpenClDevice(
        cl_platform_id platform,
        cl_device_id id,
        DeviceInfo info,
        Traits traits,
        int vectorBytes,
        boolean exactRoots,
        long largestBuffer) {
    private static final int NO_PLATFORM = -1001;
    private static final int NO_DEVICE = -1;

    /** All devices of all platforms, GPUs first. */
    static List<OpenClDevice> all() {
        CL.setExceptionsEnabled(true);
        List<Query> queries = new ArrayList<>();
        for (cl_platform_id platform : platforms()) {
            for (cl_device_id id : devices(platform)) {
                queries.add(new Query(platform, id));
            }
        }
        queries.sort(Comparator.comparing(OpenClDevice::kind));
        List<OpenClDevice> all = new ArrayList<>();
        for (Query query : queries) {
            all.add(of(query, "opencl:" + all.size()));
        }
        return all;
    }

    private static cl_platform_id[] platforms() {
        int[] count = new int[1];
        try {
            CL.clGetPlatformIDs(0, null, count);
            cl_platform_id[] platforms = new cl_platform_id[count[0]];
            if (count[0] > 0) {
                CL.clGetPlatformIDs(count[0], platforms, null);
            }
            return platforms;
        } catch (CLException e) {
            if (e.getStatus() == NO_PLATFORM) {
                return new cl_platform_id[0];
            }
            throw new OpenClException("listing OpenCL platforms failed: " + e.getMessage(), e);
        }
    }

    private static cl_device_id[] devices(cl_platform_id platform) {
        int[] count = new int[1];
        try {
            CL.clGetDeviceIDs(platform, CL_DEVICE_TYPE_ALL, 0, null, count);
            cl_device_id[] devices = new cl_device_id[count[0]];
            if (count[0] > 0) {
                CL.clGetDeviceIDs(platform, CL_DEVICE_TYPE_ALL, count[0], devices, null);
            }
            return devices;
        } catch (CLException e) {
            if (e.getStatus() == NO_DEVICE) {
                return new cl_device_id[0];
            }
            throw new OpenClException("listing OpenCL devices failed: " + e.getMessage(), e);
        }
    }

    private static DeviceInfo.Kind kind(Query query) {
        return (query.number(CL_DEVICE_TYPE) & CL_DEVICE_TYPE_CPU) == 0
                ? DeviceInfo.Kind.PORTABLE_GPU
                : DeviceInfo.Kind.PORTABLE_CPU;
    }

    private static OpenClDevice of(Query query, String name) {
        long memory = query.number(CL.CL_DEVICE_GLOBAL_MEM_SIZE);
        long largest = query.number(CL.CL_DEVICE_MAX_MEM_ALLOC_SIZE);
        boolean doubles = query.number(CL.CL_DEVICE_DOUBLE_FP_CONFIG) != 0;
        int units = query.integer(CL.CL_DEVICE_MAX_COMPUTE_UNITS);
        long group = query.number(CL.CL_DEVICE_MAX_WORK_GROUP_SIZE);
        long singles = query.number(CL.CL_DEVICE_SINGLE_FP_CONFIG);
        boolean cpu = kind(query) == DeviceInfo.Kind.PORTABLE_CPU;
        Map<String, String> details = new LinkedHashMap<>();
        details.put(
                "platform",
                query.platformText(CL.CL_PLATFORM_NAME)
                        + ", "
                        + query.platformText(CL.CL_PLATFORM_VERSION));
        details.put("version", query.text(CL.CL_DEVICE_VERSION));
        details.put("language", query.text(CL.CL_DEVICE_OPENCL_C_VERSION));
        details.put("driver", query.text(CL.CL_DRIVER_VERSION));
        details.put("compute units", Integer.toString(units));
        details.put("largest work group", Long.toString(group));
        details.put("local memory", query.number(CL.CL_DEVICE_LOCAL_MEM_SIZE) + " bytes");
        details.put("largest buffer", largest + " bytes");
        details.put("F64", doubles ? "yes" : "no");
        boolean subgroups = query.text(CL.CL_DEVICE_EXTENSIONS).contains("cl_khr_subgroups");
        details.put("subgroups", subgroups ? "yes" : "no");
        DeviceInfo info =
                new DeviceInfo(name, query.text(CL_DEVICE_NAME), kind(query), memory, details);
        Tuning tuning = Tuning.of(cpu, group, query.number(CL.CL_DEVICE_LOCAL_MEM_SIZE));
        Traits traits = new Traits(tuning.group(), units, doubles, cpu, tuning.tile());
        int vector = Float.BYTES * query.integer(CL.CL_DEVICE_NATIVE_VECTOR_WIDTH_FLOAT);
        boolean exact = (singles & CL.CL_FP_CORRECTLY_ROUNDED_DIVIDE_SQRT) != 0;
        return new OpenClDevice(
                query.platform(),
                query.device(),
                info,
                traits,
                Math.clamp(vector, 16, 64),
                exact,
                largest);
    }

    /** What distinguishes this device and its driver from others, for the program cache. */
    String fingerprint() {
        return info.description() + info.details();
    }

    /** Asks a driver. */
    private record Query(cl_platform_id platform, cl_device_id device) {
        String text(int what) {
            long[] size = new long[1];
            CL.clGetDeviceInfo(device, what, 0, null, size);
            byte[] bytes = new byte[(int) size[0]];
            CL.clGetDeviceInfo(device, what, bytes.length, Pointer.to(bytes), null);
            return string(bytes);
        }

        String platformText(int what) {
            long[] size = new long[1];
            CL.clGetPlatformInfo(platform, what, 0, null, size);
            byte[] bytes = new byte[(int) size[0]];
            CL.clGetPlatformInfo(platform, what, bytes.length, Pointer.to(bytes), null);
            return string(bytes);
        }

        long number(int what) {
            long[] value = new long[1];
            CL.clGetDeviceInfo(device, what, Long.BYTES, Pointer.to(value), null);
            return value[0];
        }

        int integer(int what) {
            int[] value = new int[1];
            CL.clGetDeviceInfo(device, what, Integer.BYTES, Pointer.to(value), null);
            return value[0];
        }

        private static String string(byte[] terminated) {
            int length = Math.max(0, terminated.length - 1);
            return new String(terminated, 0, length, java.nio.charset.StandardCharsets.UTF_8)
                    .strip();
        }
    }
}
