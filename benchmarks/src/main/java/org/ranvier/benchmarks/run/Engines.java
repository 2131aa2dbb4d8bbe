package org.ranvier.benchmarks.run;

import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import org.ranvier.Ranvier;
import org.ranvier.spi.Availability;
import org.ranvier.spi.DeviceInfo;

/** The engines of this machine. */
public final class Engines {
    private Engines() {}

    /**
     * Every device of Ranvier that is there, then every peer on the class path.
     *
     * @return the engines, the processor first
     */
    public static List<Engine> all() {
        List<Engine> engines = new ArrayList<>();
        for (Availability availability : Ranvier.backends().values()) {
            if (availability instanceof Availability.Available there) {
                for (DeviceInfo device : there.devices()) {
                    Engine engine = new RanvierEngine(device.id());
                    engines.add(device.kind() == DeviceInfo.Kind.HOST ? 0 : engines.size(), engine);
                }
            }
        }
        ServiceLoader.load(Engine.class).forEach(engines::add);
        return engines;
    }

    /**
     * An engine by its name.
     *
     * @param name a device of Ranvier, or a peer
     * @return the engine; whether a device is there shows when it is used
     */
    public static Engine of(String name) {
        for (Engine peer : ServiceLoader.load(Engine.class)) {
            if (peer.name().equals(name)) {
                return peer;
            }
        }
        return new RanvierEngine(name);
    }
}
