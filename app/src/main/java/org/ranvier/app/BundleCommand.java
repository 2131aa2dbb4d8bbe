package org.ranvier.app;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ranvier bundle}. */
@Command(
        name = "bundle",
        description = {
            "Makes a folder that runs on another machine of this kind without JDK, Maven or network: "
                    + "a Java runtime, Ranvier with its libraries and compiled kernels, and tests.",
            "There, DIR/ranvier is this command, and DIR/test holds every backend that the machine "
                    + "has a device for to the contract."
        })
final class BundleCommand implements Callable<Integer> {
    /** What Ranvier, its libraries and the test launcher need of the JDK. */
    private static final String MODULES =
            "java.base,java.desktop,java.logging,java.management,java.xml,jdk.incubator.vector,"
                    + "jdk.jfr,jdk.management,jdk.unsupported,jdk.zipfs";

    /** The tests of backends, on real devices; a device that is not there is skipped. */
    private static final String TESTS =
            "org.junit.platform.console.ConsoleLauncher execute --disable-banner --details=summary"
                    + " --select-package=org.ranvier.cpu --select-package=org.ranvier.opencl"
                    + " --select-package=org.ranvier.cuda";

    @Parameters(paramLabel = "DIR", description = "The folder to make; it must not exist.")
    private @Nullable Path folder;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Path target = Objects.requireNonNull(folder).toAbsolutePath();
        if (Files.exists(target)) {
            throw new IllegalArgumentException(target + " exists; name a folder that does not");
        }
        List<Path> jars = jars();
        Path tests = folderOf(jars.getFirst()).resolve("tests");
        Files.createDirectories(target);
        makeRuntime(target.resolve("runtime"));
        copy(jars, target.resolve("lib"));
        script(target.resolve("ranvier"), "lib/*", "org.ranvier.app.Main");
        boolean tested = Files.isDirectory(tests);
        if (tested) {
            try (Stream<Path> files = Files.list(tests)) {
                copy(files.toList(), target.resolve("tests"));
            }
            script(target.resolve("test"), "lib/*:$here/tests/*", TESTS);
        }
        PrintWriter out = spec.commandLine().getOut();
        out.println(target + (tested ? "" : " (without tests: they were not built)"));
        return 0;
    }

    private static Path folderOf(Path jar) {
        return Objects.requireNonNull(jar.toAbsolutePath().getParent());
    }

    /** What this JVM runs from. */
    private static List<Path> jars() {
        List<Path> jars =
                Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                        .map(Path::of)
                        .toList();
        for (Path jar : jars) {
            if (!Files.isRegularFile(jar)) {
                throw new IllegalStateException(
                        jar + " is no jar; a bundle can only be made by './ranvier bundle'");
            }
        }
        return jars;
    }

    private static void copy(List<Path> files, Path to) throws IOException {
        Files.createDirectories(to);
        for (Path file : files) {
            Files.copy(file, to.resolve(file.toFile().getName()));
        }
    }

    private static void makeRuntime(Path target) {
        ToolProvider jlink =
                ToolProvider.findFirst("jlink")
                        .orElseThrow(() ->
                                new IllegalStateException(
                                        "this Java has no jlink; run with a JDK: set RANVIER_JAVA_HOME"));
        StringWriter said = new StringWriter();
        PrintWriter out = new PrintWriter(said);
        int code =
                jlink.run(
                        out,
                        out,
                        "--add-modules",
                        MODULES,
                        "--strip-debug",
                        "--no-header-files",
                        "--no-man-pages",
                        "--output",
                        target.toString());
        if (code != 0) {
            throw new IllegalStateException("jlink failed: " + said);
        }
    }

    private static void script(Path file, String libraries, String main) throws IOException {
        String text =
                """
                #!/bin/sh
                here=$(dirname "$(readlink -f "$0")")
                export RANVIER_TEST_CUDA=gpu
                exec "$here/runtime/bin/java" --add-modules jdk.incubator.vector \\
                    --enable-native-access=ALL-UNNAMED -Djava.awt.headless=true ${JVM_OPTS:-} \\
                    -cp "$here/%s" %s "$@"
                """
                        .formatted(libraries, main);
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
