package org.ranvier.app;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ranvier.BackendUnavailableException;
import org.ranvier.Ranvier;
import org.ranvier.Session;
import org.ranvier.spi.Availability;
import org.ranvier.spi.DeviceInfo;

/**
 * What became of every backend.
 *
 * @param findings one a device, or one a backend that has none
 * @param auto what {@code auto} takes, in words
 */
record Diagnosis(List<Finding> findings, String auto) {
    /**
     * A device that was tried, or a backend without one.
     *
     * @param name the device's name, or the backend's
     * @param works whether it computed what it should
     * @param verdict in words
     * @param details more, by name
     */
    record Finding(String name, boolean works, String verdict, Map<String, String> details) {}

    /** Tries every device. */
    static Diagnosis of(Map<String, Availability> backends) {
        List<Finding> findings = new ArrayList<>();
        backends.forEach((name, availability) -> {
            switch (availability) {
                case Availability.Available a ->
                        a.devices().forEach(device -> findings.add(tried(device)));
                case Availability.Unavailable u ->
                        findings.add(
                                new Finding(
                                        name,
                                        false,
                                        "not available: " + u.reason(),
                                        Map.of("to mend", u.mend())));
            }
        });
        return new Diagnosis(findings, choice());
    }

    private static Finding tried(DeviceInfo device) {
        Map<String, String> details = new LinkedHashMap<>();
        if (device.memory() > 0) {
            details.put("memory", Machine.bytes(device.memory()));
        }
        details.putAll(device.details());
        try (Session session = Ranvier.open(device.id())) {
            double sum = session.ones(1000).sum().item();
            return sum == 1000
                    ? new Finding(device.id(), true, "works: " + device.description(), details)
                    : broken(device, "1000 ones add up to " + sum, details);
        } catch (RuntimeException | LinkageError e) {
            return broken(device, Logging.describe(e), details);
        }
    }

    private static Finding broken(DeviceInfo device, String why, Map<String, String> details) {
        return new Finding(
                device.id(),
                false,
                "found, but does not work: " + device.description() + ": " + why,
                details);
    }

    private static String choice() {
        try (Session session = Ranvier.open("auto")) {
            return "auto takes " + session.device().id() + ".";
        } catch (BackendUnavailableException e) {
            return "auto finds nothing: " + e.getMessage();
        }
    }

    boolean works() {
        return findings.stream().anyMatch(Finding::works);
    }

    /** The diagnosis as a text of several lines. */
    String report() {
        StringBuilder text = new StringBuilder(table("", Machine.facts()));
        for (Finding finding : findings) {
            text.append('\n').append(finding.name()).append(": ").append(finding.verdict());
            text.append('\n').append(table("    ", finding.details()));
        }
        text.append('\n').append(auto);
        String chosen = Ranvier.defaultDevice();
        if (!chosen.equals("auto")) {
            text.append("\nWithout --backend, commands take ")
                    .append(chosen)
                    .append(", as RANVIER_BACKEND or -Dranvier.backend says.");
        }
        return text.toString();
    }

    private static String table(String indent, Map<String, String> rows) {
        int width = rows.keySet().stream().mapToInt(String::length).max().orElse(0) + 2;
        StringBuilder text = new StringBuilder();
        rows.forEach((name, value) ->
                text.append(indent)
                        .append(name)
                        .repeat(' ', width - name.length())
                        .append(value)
                        .append('\n'));
        return text.toString();
    }
}
