package org.ranvier.cuda;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * The emulated driver, run-time compiler and matrix library: C++ beside these tests, built by g++
 * into {@code target} and loaded under the names of NVIDIA's libraries, so that JCuda binds to
 * them.
 */
final class Emulator {
    /** Where the libraries lie; a path for LD_LIBRARY_PATH. */
    static final Path FOLDER = module().resolve("target/emulator");

    private static final Path SOURCES = module().resolve("src/test/cpp");
    private static final List<String> OPTIONS =
            List.of("-std=c++17", "-O2", "-Wall", "-Wextra", "-shared", "-fPIC");
    private static boolean loaded;

    private Emulator() {}

    private static Path module() {
        return Path.of(System.getProperty("basedir", ".")).toAbsolutePath().normalize();
    }

    /**
     * Whether there is a compiler.
     *
     * @return true if g++ runs
     */
    static boolean canBuild() {
        try {
            return run(List.of("g++", "--version")).isEmpty();
        } catch (IOException e) {
            return false;
        }
    }

    /** Builds what has changed, and loads it. */
    static synchronized void load() {
        if (loaded) {
            return;
        }
        build();
        for (Library library : Library.values()) {
            System.load(FOLDER.resolve(library.file).toString());
        }
        loaded = true;
    }

    /** Builds what has changed. */
    static void build() {
        try {
            Files.createDirectories(FOLDER);
            for (Library library : Library.values()) {
                build(library);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Sets what the emulator reads from the environment, for the rest of this process.
     *
     * @param name the variable's name, behind RANVIER_EMULATOR_
     * @param value its value
     */
    static void set(String name, String value) {
        FunctionDescriptor type =
                FunctionDescriptor.of(
                        ValueLayout.JAVA_INT,
                        ValueLayout.ADDRESS,
                        ValueLayout.ADDRESS,
                        ValueLayout.JAVA_INT);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment variable = arena.allocateFrom("RANVIER_EMULATOR_" + name);
            call("setenv", type, variable, arena.allocateFrom(value), 1);
        }
    }

    /**
     * Takes back what was {@link #set}.
     *
     * @param name the variable's name, behind RANVIER_EMULATOR_
     */
    static void unset(String name) {
        FunctionDescriptor type = FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS);
        try (Arena arena = Arena.ofConfined()) {
            call("unsetenv", type, arena.allocateFrom("RANVIER_EMULATOR_" + name));
        }
    }

    private static void call(String function, FunctionDescriptor type, Object... arguments) {
        Linker linker = Linker.nativeLinker();
        try {
            linker.downcallHandle(linker.defaultLookup().findOrThrow(function), type)
                    .invokeWithArguments(arguments);
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    private enum Library {
        CUDA("libcuda.so.1", "fiber", "grid", "memory", "queue", "driver", "streams"),
        NVRTC("libnvrtc.so.12", "nvrtc"),
        CUBLAS("libcublas.so.12", "cublas");

        final String file;
        final List<String> sources;

        Library(String file, String... sources) {
            this.file = file;
            this.sources = List.of(sources);
        }

        /** The driver knows no versions of symbols; the others stand on the driver. */
        List<String> links() {
            return this == CUDA
                    ? List.of()
                    : List.of(
                            "-Wl,--version-script," + SOURCES.resolve(sources.getFirst() + ".map"),
                            "-L" + FOLDER,
                            "-l:" + CUDA.file);
        }
    }

    private static void build(Library library) throws IOException {
        Path target = FOLDER.resolve(library.file);
        Path stamp = FOLDER.resolve(library.file + ".hash");
        List<String> command = new ArrayList<>(List.of("g++"));
        command.addAll(OPTIONS);
        command.add("-DRANVIER_EMULATOR_SOURCES=\"" + SOURCES + "\"");
        command.add("-Wl,-soname," + library.file);
        library.sources.forEach(s -> command.add(SOURCES.resolve(s + ".cpp").toString()));
        command.addAll(library.links());
        String hash = hash(command);
        if (Files.exists(target) && Files.exists(stamp) && Files.readString(stamp).equals(hash)) {
            return;
        }
        Path fresh = Files.createTempFile(FOLDER, library.file, ".new");
        command.addAll(List.of("-o", fresh.toString(), "-ldl", "-lpthread"));
        String failure = run(command);
        if (!failure.isEmpty()) {
            throw new AssertionError("the CUDA emulator does not compile:\n" + failure);
        }
        Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
        Files.writeString(stamp, hash);
    }

    private static String hash(List<String> command) throws IOException {
        try (Stream<Path> files = Files.list(SOURCES)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(command.toString().getBytes());
            for (Path file : files.sorted().toList()) {
                digest.update(Files.readAllBytes(file));
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    /** What a command says if it fails, or the empty text. */
    private static String run(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes());
        try {
            return process.waitFor() == 0 ? "" : said + " ";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
