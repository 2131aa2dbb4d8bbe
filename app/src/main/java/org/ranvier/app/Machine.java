package org.ranvier.app;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.ranvier.SessionOptions;

/** What is known of this machine and its JVM. */
final class Machine {
    private Machine() {}

    /** Names and values, in the order they are shown. */
    static Map<String, String> facts() {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("Ranvier", Version.number());
        facts.put(
                "Java",
                Runtime.version()
                        + " ("
                        + System.getProperty("java.vendor")
                        + "), "
                        + System.getProperty("java.home"));
        facts.put(
                "System",
                System.getProperty("os.name")
                        + " "
                        + System.getProperty("os.version")
                        + ", "
                        + System.getProperty("os.arch"));
        facts.put(
                "Threads",
                SessionOptions.defaults().threads()
                        + " of "
                        + Runtime.getRuntime().availableProcessors()
                        + " processors");
        facts.put(
                "Memory",
                bytes(
                                ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class)
                                        .getTotalMemorySize())
                        + ", of which Java's heap may take "
                        + bytes(Runtime.getRuntime().maxMemory()));
        return facts;
    }

    /** A number of bytes as people read it. */
    static String bytes(long count) {
        double mebibytes = count / (double) (1 << 20);
        return mebibytes < 1024
                ? String.format(Locale.ROOT, "%.0f MiB", mebibytes)
                : String.format(Locale.ROOT, "%.1f GiB", mebibytes / 1024);
    }
}
