package org.ranvier.app;

import org.jspecify.annotations.Nullable;
import org.ranvier.Precision;
import org.ranvier.Ranvier;
import org.ranvier.Session;
import org.ranvier.SessionOptions;
import picocli.CommandLine.Option;

/** The options of every command that computes. */
final class DeviceOptions {
    @Option(
            names = "--backend",
            paramLabel = "DEVICE",
            description =
                    "Where to compute: cpu, cuda:0, opencl:1, …, or auto for the best device that"
                            + " works; 'ranvier doctor' lists them (default: ${DEFAULT-VALUE}).")
    private String device = Ranvier.defaultDevice();

    @Option(
            names = "--threads",
            paramLabel = "N",
            description =
                    "How many threads the cpu may use (default: -Dranvier.threads, or else all"
                            + " processors). Results do not depend on it.")
    private @Nullable Integer threads;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "What all random numbers follow from (default: ${DEFAULT-VALUE}).")
    private long seed = 1;

    @Option(
            names = "--precision",
            paramLabel = "P",
            description =
                    "How exactly products may be computed: full, or, where a device gains by it,"
                            + " tf32 or bf16 (default: ${DEFAULT-VALUE}).")
    private Precision precision = Precision.FULL;

    long seed() {
        return seed;
    }

    Session open() {
        SessionOptions options = SessionOptions.defaults().withSeed(seed).withPrecision(precision);
        return Ranvier.open(device, threads == null ? options : options.withThreads(threads));
    }
}
