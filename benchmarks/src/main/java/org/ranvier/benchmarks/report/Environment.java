package org.ranvier.benchmarks.report;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ranvier.benchmarks.run.Offer;

/** Where and with what figures were measured. */
final class Environment {
    private Environment() {}

    /** What is known, in the order in which it is shown. */
    static Map<String, String> of(List<Offer> engines, String command) {
        Map<String, String> map = new LinkedHashMap<>();
        map.put("date", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        map.put("command", command);
        map.put("commit", commit());
        map.put("processor", processor());
        map.put("processors", "" + Runtime.getRuntime().availableProcessors());
        map.put("system", property("os.name") + " " + property("os.version"));
        map.put("JDK", property("java.vendor.version") + " " + Runtime.version());
        map.put("flags", String.join(" ", flags()));
        engines.forEach(engine -> map.put(engine.name(), engine.description()));
        return map;
    }

    private static String property(String name) {
        return System.getProperty(name, "");
    }

    private static List<String> flags() {
        return ManagementFactory.getRuntimeMXBean().getInputArguments();
    }

    /** Empty outside a working copy or where there is no git. */
    private static String commit() {
        try {
            Process git =
                    new ProcessBuilder("git", "describe", "--always", "--dirty", "--abbrev=12")
                            .redirectErrorStream(true)
                            .start();
            String out =
                    new String(
                                    git.getInputStream().readAllBytes(),
                                    java.nio.charset.StandardCharsets.UTF_8)
                            .strip();
            return git.waitFor() == 0 ? out : "";
        } catch (IOException e) {
            return "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }

    private static String processor() {
        Path file = Path.of("/proc/cpuinfo");
        if (!Files.isReadable(file)) {
            return property("os.arch");
        }
        try (var lines = Files.lines(file)) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse(property("os.arch"));
        } catch (IOException e) {
            return property("os.arch");
        }
    }
}
