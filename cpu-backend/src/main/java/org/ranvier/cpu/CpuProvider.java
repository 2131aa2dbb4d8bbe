package org.ranvier.cpu;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ranvier.cpu.twin.Vectors;
import org.ranvier.spi.Availability;
import org.ranvier.spi.Backend;
import org.ranvier.spi.BackendOptions;
import org.ranvier.spi.BackendProvider;
import org.ranvier.spi.DeviceInfo;

/** The processor, in Java. It is always there. */
public final class CpuProvider implements BackendProvider {
    /** For {@link java.util.ServiceLoader}. */
    public CpuProvider() {}

    @Override
    public String name() {
        return "cpu";
    }

    @Override
    public Availability probe() {
        return new Availability.Available(List.of(device()));
    }

    static DeviceInfo device() {
        Map<String, String> details = new LinkedHashMap<>();
        details.put("architecture", System.getProperty("os.arch"));
        details.put("processors", Integer.toString(Runtime.getRuntime().availableProcessors()));
        details.put("vectors", Vectors.describe());
        details.put("java", System.getProperty("java.vm.version"));
        String description =
                System.getProperty("os.arch")
                        + ", "
                        + Runtime.getRuntime().availableProcessors()
                        + " processors";
        return new DeviceInfo("cpu", description, DeviceInfo.Kind.HOST, 0, details);
    }

    @Override
    public Backend open(DeviceInfo device, BackendOptions options) {
        return new CpuBackend(device, options);
    }
}
