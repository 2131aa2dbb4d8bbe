package org.ranvier.app;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.ranvier.DType;
import org.ranvier.Session;
import org.ranvier.app.run.Experiment;
import org.ranvier.app.run.Experiments;
import org.ranvier.app.run.Setting;
import picocli.CommandLine.Command;
import picocli.CommandLine.IModelTransformer;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code ranvier run}. */
@Command(
        name = "run",
        description = "Runs a network, reports what it did and draws a picture of it.",
        modelTransformer = RunCommand.Listing.class)
final class RunCommand implements Callable<Integer> {
    @Spec private CommandSpec command;

    @Mixin private DeviceOptions device;

    @Parameters(
            paramLabel = "NETWORK",
            description = "What to run, as listed below.",
            converter = ByName.class,
            completionCandidates = Names.class)
    private Experiment experiment;

    @Option(
            names = "--dtype",
            paramLabel = "TYPE",
            description = "What to compute in: F32 or F64 (default: ${DEFAULT-VALUE}).")
    private DType dtype = DType.F32;

    @Option(
            names = "--duration",
            paramLabel = "SECONDS",
            description = "How much time to simulate (default: the network's own).")
    private @Nullable Double duration;

    @Option(
            names = "--out",
            paramLabel = "FOLDER",
            description =
                    "Where the files go; old ones are replaced (default: a folder of its own in"
                            + " out).")
    private @Nullable Path out;

    @Override
    public Integer call() throws IOException {
        check();
        try (Session session = device.open()) {
            experiment.run(
                    new Setting(
                            session,
                            dtype,
                            device.seed(),
                            duration == null ? experiment.duration() : duration,
                            out == null ? Path.of("out", experiment.name()) : out,
                            command.commandLine().getOut()));
        }
        return 0;
    }

    private void check() {
        if (!dtype.isFloating()) {
            throw misused("--dtype: networks are not run in " + dtype + "; expected F32 or F64");
        }
        if (duration != null && experiment.duration() == 0) {
            throw misused(
                    "--duration: " + experiment.name() + " knows no time; leave the option out");
        }
        if (duration != null && !(duration > 0 && duration < Double.POSITIVE_INFINITY)) {
            throw misused("--duration: " + duration + "; expected above 0");
        }
    }

    private ParameterException misused(String mistake) {
        return new ParameterException(command.commandLine(), mistake);
    }

    /** Finds an experiment by its name. */
    static final class ByName implements ITypeConverter<Experiment> {
        @Override
        public Experiment convert(String name) {
            try {
                return Experiments.named(name);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }

    /** The names for completion. */
    static final class Names implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Experiments.all().stream().map(Experiment::name).iterator();
        }
    }

    /** Lists networks below the options. */
    static final class Listing implements IModelTransformer {
        @Override
        public CommandSpec transform(CommandSpec command) {
            command.usageMessage()
                    .footerHeading("%nNetworks:%n")
                    .footer(
                            Experiments.all().stream()
                                    .map(experiment ->
                                            String.format(
                                                    Locale.ROOT,
                                                    "  %-15s  %s",
                                                    experiment.name(),
                                                    experiment.description()))
                                    .toArray(String[]::new));
            return command;
        }
    }
}
