package org.ranvier.app;

import java.io.PrintWriter;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;

/** The {@code ranvier} command. */
@Command(
        name = "ranvier",
        description = "Tensors and neural networks in Java, on CPU, OpenCL and CUDA.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        scope = ScopeType.INHERIT,
        synopsisSubcommandLabel = "COMMAND",
        footerHeading = "%nEnvironment:%n",
        footer = {
            "  RANVIER_BACKEND     the device of commands without --backend",
            "  RANVIER_JAVA_HOME   the JDK, 25.0.3 or newer",
            "  JVM_OPTS            options for the JVM, such as -Xmx4g or -Dranvier.threads=1",
            "",
            "Completion in bash and zsh: source <(./ranvier generate-completion)"
        },
        subcommands = {
            DemoCommand.class,
            TrainCommand.class,
            RunCommand.class,
            DoctorCommand.class,
            BenchCommand.class,
            BundleCommand.class,
            GenerateCompletion.class,
        })
public final class Main {
    @Option(
            names = "--verbose",
            scope = ScopeType.INHERIT,
            description = "Show the stack trace of a failure.")
    private boolean verbose;

    private Main() {}

    /**
     * Runs the command and ends the JVM with its exit code: 0 if all went well, 1 after a failure,
     * 2 if the command line is wrong.
     *
     * @param args the subcommand and its options
     */
    public static void main(String[] args) {
        System.exit(
                run(new PrintWriter(System.out, true), new PrintWriter(System.err, true), args));
    }

    static int run(PrintWriter out, PrintWriter err, String... args) {
        Main main = new Main();
        return new CommandLine(main)
                .setOut(out)
                .setErr(err)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(Main::misused)
                .setExecutionStrategy(main::execute)
                .setExecutionExceptionHandler(
                        (failure, command, parsed) -> main.fail(failure, command))
                .execute(args);
    }

    private static int misused(CommandLine.ParameterException mistake, String[] args) {
        CommandLine command = mistake.getCommandLine();
        PrintWriter err = command.getErr();
        err.println("ranvier: " + mistake.getMessage());
        CommandLine.UnmatchedArgumentException.printSuggestions(mistake, err);
        err.println("See: " + command.getCommandSpec().qualifiedName() + " --help");
        return CommandLine.ExitCode.USAGE;
    }

    private int execute(ParseResult parsed) {
        Logging.configure(verbose);
        try {
            return new CommandLine.RunLast().execute(parsed);
        } catch (LinkageError | OutOfMemoryError e) {
            return fail(e, parsed.commandSpec().commandLine());
        }
    }

    private int fail(Throwable failure, CommandLine command) {
        PrintWriter err = command.getErr();
        if (verbose) {
            failure.printStackTrace(err);
        } else {
            err.println("ranvier: " + Logging.describe(failure));
        }
        return CommandLine.ExitCode.SOFTWARE;
    }
}
