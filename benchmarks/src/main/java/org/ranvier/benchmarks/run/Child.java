package org.ranvier.benchmarks.run;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A JVM like this one, with another main program. */
final class Child {
    private Child() {}

    /**
     * Runs a main class to its end.
     *
     * @param threads how many threads of the processor engines may use
     * @param line hears each line of its output and its errors
     * @return its exit code
     */
    static int run(Class<?> main, int threads, List<String> arguments, Consumer<String> line) {
        List<String> command = new ArrayList<>();
        command.add(System.getProperty("java.home") + "/bin/java");
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.add("--sun-misc-unsafe-memory-access=allow");
        command.add("-Dranvier.threads=" + threads);
        command.add("-Djmh.ignoreLock=true");
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(arguments);
        try {
            ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
            builder.environment().put("OMP_NUM_THREADS", "" + threads);
            Process process = builder.start();
            try (BufferedReader out = process.inputReader()) {
                out.lines().forEach(line);
            }
            return process.waitFor();
        } catch (IOException e) {
            throw new IllegalStateException("cannot start " + command.get(0), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while measuring", e);
        }
    }
}
