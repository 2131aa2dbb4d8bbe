package org.ranvier.benchmarks.run;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What an engine says of itself, asked in a JVM of its own: native libraries of different engines
 * never meet, and one that breaks harms nobody else.
 *
 * @param name the engine's name
 * @param description device or library with its version; why it cannot be used, if it cannot
 * @param workloads the workloads it has; none if it cannot be used
 */
public record Offer(String name, String description, Set<String> workloads) {
    private static final String DESCRIPTION = "@description ";
    private static final String WORKLOAD = "@workload ";

    /** Copies the set. */
    public Offer {
        workloads = Set.copyOf(workloads);
    }

    /**
     * Asks an engine.
     *
     * @param name its name
     * @return what it says
     */
    public static Offer of(String name) {
        List<String> said = new ArrayList<>();
        int exit = Child.run(Offer.class, 1, List.of(name), said::add);
        Set<String> workloads = new HashSet<>();
        String description = "";
        for (String line : said) {
            if (line.startsWith(WORKLOAD)) {
                workloads.add(line.substring(WORKLOAD.length()));
            } else if (line.startsWith(DESCRIPTION)) {
                description = line.substring(DESCRIPTION.length());
            }
        }
        if (exit != 0) {
            return new Offer(name, "not usable: " + String.join(" ", said), Set.of());
        }
        return new Offer(name, description, workloads);
    }

    /** Argument: the engine's name. */
    static void main(String[] args) {
        Engine engine = Engines.of(args[0]);
        System.out.println(DESCRIPTION + engine.description().replace('\n', ' '));
        engine.workloads().forEach(workload -> System.out.println(WORKLOAD + workload));
        System.out.flush();
        Runtime.getRuntime().halt(0);
    }
}
