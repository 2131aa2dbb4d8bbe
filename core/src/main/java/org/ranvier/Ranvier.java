package org.ranvier;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.ranvier.spi.Availability;
import org.ranvier.spi.Backend;
import org.ranvier.spi.BackendOptions;
import org.ranvier.spi.BackendProvider;
import org.ranvier.spi.DeviceInfo;
import org.ranvier.trace.FlightRecorderBackend;
import org.ranvier.trace.TracingBackend;

/**
 * Finds backends and opens sessions. A device is named as {@code cpu}, {@code cuda:0}, {@code
 * opencl:1} or with a part of the maker's name, {@code opencl:radeon}; {@code auto} takes the best
 * one found and says which. An explicit choice that cannot be had throws.
 */
public final class Ranvier {
    private static final System.Logger LOG = System.getLogger(Ranvier.class.getName());

    private Ranvier() {}

    /**
     * Opens a session on the device that {@code -Dranvier.backend} or else the environment's {@code
     * RANVIER_BACKEND} names, or else on the best one.
     *
     * @return the session, to be closed
     */
    public static Session open() {
        return open(defaultDevice());
    }

    /**
     * The device that {@code -Dranvier.backend} or else the environment's {@code RANVIER_BACKEND}
     * names.
     *
     * @return its name, {@code auto} if none is named
     */
    public static String defaultDevice() {
        String property = System.getProperty("ranvier.backend");
        String variable = System.getenv("RANVIER_BACKEND");
        return property != null ? property : variable != null ? variable : "auto";
    }

    /**
     * Opens a session with default options.
     *
     * @param device as {@code cpu}, {@code cuda:0}, or {@code auto}
     * @return the session, to be closed
     * @throws BackendUnavailableException if the device cannot be had
     */
    public static Session open(String device) {
        return open(device, SessionOptions.defaults());
    }

    /**
     * Opens a session.
     *
     * @param device as {@code cpu}, {@code cuda:0}, or {@code auto}
     * @param options how
     * @return the session, to be closed
     * @throws BackendUnavailableException if the device cannot be had
     */
    public static Session open(String device, SessionOptions options) {
        return device.equals("auto") ? openBest(options) : openNamed(device, options);
    }

    /**
     * Opens a session on a backend that is not registered, such as one under test.
     *
     * @param backend the open device; the session closes it
     * @param options how
     * @return the session, to be closed
     */
    public static Session open(Backend backend, SessionOptions options) {
        Backend recorded = new FlightRecorderBackend(backend);
        return new Session(
                options.trace() == null ? recorded : new TracingBackend(recorded, options.trace()),
                options);
    }

    /**
     * What every registered backend says of this machine.
     *
     * @return by the backend's name
     */
    public static Map<String, Availability> backends() {
        Map<String, Availability> found = new LinkedHashMap<>();
        for (BackendProvider provider : providers()) {
            found.put(provider.name(), probe(provider));
        }
        return found;
    }

    private static Session openNamed(String device, SessionOptions options) {
        String name = device.contains(":") ? device.substring(0, device.indexOf(':')) : device;
        List<BackendProvider> providers = providers();
        BackendProvider provider =
                providers.stream()
                        .filter(p -> p.name().equals(name))
                        .findFirst()
                        .orElseThrow(() ->
                                new BackendUnavailableException(
                                        "unknown backend \""
                                                + device
                                                + "\"; known are "
                                                + providers.stream()
                                                        .map(BackendProvider::name)
                                                        .sorted()
                                                        .collect(Collectors.joining(", "))
                                                + " and auto; add the module of another to the class path"));
        List<DeviceInfo> devices =
                switch (probe(provider)) {
                    case Availability.Available available -> available.devices();
                    case Availability.Unavailable un ->
                            throw new BackendUnavailableException(
                                    "backend "
                                            + name
                                            + " is not available: "
                                            + un.reason()
                                            + "; "
                                            + un.mend());
                };
        DeviceInfo chosen =
                devices.stream()
                        .filter(d -> device.equals(name) || isCalled(d, device))
                        .findFirst()
                        .orElseThrow(() ->
                                new BackendUnavailableException(
                                        "no device \""
                                                + device
                                                + "\"; "
                                                + name
                                                + " has "
                                                + devices.stream()
                                                        .map(d ->
                                                                d.id()
                                                                        + " ("
                                                                        + d.description()
                                                                        + ")")
                                                        .collect(Collectors.joining(", "))));
        return open(open(provider, chosen, options), options);
    }

    /** By number, or by a part of the maker's description. */
    private static boolean isCalled(DeviceInfo info, String device) {
        String wanted = device.substring(device.indexOf(':') + 1).toLowerCase(Locale.ROOT);
        boolean number = wanted.chars().allMatch(Character::isDigit);
        return info.id().equals(device)
                || !number && info.description().toLowerCase(Locale.ROOT).contains(wanted);
    }

    private record Candidate(BackendProvider provider, DeviceInfo device) {}

    private static Session openBest(SessionOptions options) {
        List<Candidate> candidates =
                providers().stream()
                        .flatMap(p ->
                                probe(p) instanceof Availability.Available a
                                        ? a.devices().stream().map(d -> new Candidate(p, d))
                                        : Stream.of())
                        .filter(c -> c.device().kind() != DeviceInfo.Kind.REFERENCE)
                        .sorted(Comparator.comparing(c -> c.device().kind()))
                        .toList();
        for (Candidate candidate : candidates) {
            try {
                Session session =
                        open(open(candidate.provider(), candidate.device(), options), options);
                LOG.log(
                        System.Logger.Level.INFO,
                        "auto took {0} ({1})",
                        candidate.device().id(),
                        candidate.device().description());
                return session;
            } catch (RuntimeException e) {
                LOG.log(
                        System.Logger.Level.WARNING,
                        () -> candidate.device().id() + " was found but could not be opened",
                        e);
            }
        }
        throw new BackendUnavailableException(
                "no backend is available: " + backends() + "; add ranvier-cpu to the class path");
    }

    private static Backend open(
            BackendProvider provider, DeviceInfo device, SessionOptions options) {
        return provider.open(
                device,
                new BackendOptions(
                        options.threads(), options.deterministic(), options.precision()));
    }

    private static Availability probe(BackendProvider provider) {
        try {
            return provider.probe();
        } catch (RuntimeException | LinkageError e) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    () -> "backend " + provider.name() + " is broken",
                    e);
            return new Availability.Unavailable(
                    e.toString(), "the backend is broken; see the cause in the log");
        }
    }

    private static List<BackendProvider> providers() {
        List<BackendProvider> providers = new ArrayList<>();
        var found = ServiceLoader.load(BackendProvider.class).iterator();
        while (true) {
            try {
                if (!found.hasNext()) {
                    return providers;
                }
                providers.add(found.next());
            } catch (ServiceConfigurationError | LinkageError e) {
                LOG.log(System.Logger.Level.WARNING, "a backend could not be loaded", e);
            }
        }
    }
}
