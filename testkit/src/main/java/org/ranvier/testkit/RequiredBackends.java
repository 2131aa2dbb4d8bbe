package org.ranvier.testkit;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.ranvier.Ranvier;
import org.ranvier.spi.Availability;
import org.ranvier.spi.DeviceInfo;

/**
 * Tests of a backend are skipped on a machine that lacks it, unless the environment's {@code
 * RANVIER_REQUIRE}, a list of names with commas, says that it must be there: then they fail.
 */
public final class RequiredBackends {
    private static final String VARIABLE = "RANVIER_REQUIRE";

    private RequiredBackends() {}

    /**
     * Skips the calling test, or fails it, if a registered backend is not available here.
     *
     * @param name as {@code cuda}
     * @return its devices, at least one
     */
    public static List<DeviceInfo> assumeAvailable(String name) {
        Availability availability = Ranvier.backends().get(name);
        if (availability instanceof Availability.Available available) {
            return available.devices();
        }
        String reason = "backend " + name + " is not available: " + reason(availability);
        if (isRequired(name, System.getenv(VARIABLE))) {
            return Assertions.fail(reason + " (required by " + VARIABLE + ")");
        }
        return Assumptions.abort(reason);
    }

    private static String reason(@Nullable Availability availability) {
        return availability instanceof Availability.Unavailable un
                ? un.reason() + "; " + un.mend()
                : "it is not registered; known are "
                        + Ranvier.backends().keySet().stream().collect(Collectors.joining(", "));
    }

    static boolean isRequired(String name, @Nullable String list) {
        return list != null && Arrays.asList(list.trim().split("\\s*,\\s*")).contains(name);
    }
}
