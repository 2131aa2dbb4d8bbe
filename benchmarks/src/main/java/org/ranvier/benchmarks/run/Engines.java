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
     * The names of Ranvier's devices.
     *
     * @return every one that is there, the processor first
     */
    public static List<String> devices() {
        List<String> names = new ArrayList<>();
        for (Availability availability : Ranvier.backends().values()) {
            if (availability instanceof Availability.Available there) {
                for (DeviceInfo device : there.devices()) {
                    names.add(
                            device.kind() == DeviceInfo.Kind.HOST ? 0 : names.size(), device.id());
                }
            }
        }
        return names;
    }

    /**
     * The names of the peers on the class path; whether they can be used, their {@link Offer} says.
     *
     * @return the names; none unless they were built
     */
    public static List<String> peers() {
        return ServiceLoader.load(Engine.class).stream().map(p -> p.get().name()).toList();
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

    static boolean isRanvier(String name) {
        return Engines.of(name) instanceof RanvierEngine;
    }
}
