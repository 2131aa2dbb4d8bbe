package org.ranvier.benchmarks.peers.c;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The system's C compiler, {@code cc} or what the environment variable {@code CC} names. Two
 * options free it from what C asks of errors and traps, which would keep roots and branches from
 * becoming vectors; none changes results.
 */
final class Compiler {
    static final List<String> OPTIONS =
            List.of(
                    "-O3",
                    "-march=native",
                    "-fno-math-errno",
                    "-fno-trapping-math",
                    "-fopenmp",
                    "-fPIC",
                    "-shared");

    private Compiler() {}

    private static String name() {
        return System.getenv().getOrDefault("CC", "cc");
    }

    /** The compiler's name and version. */
    static String version() {
        return run(List.of(name(), "--version")).lines().findFirst().orElse(name());
    }

    /**
     * Compiles and loads a resource.
     *
     * @throws IllegalStateException if the compiler fails, with what it says
     */
    static SymbolLookup compile(String resource) {
        try (InputStream text = Compiler.class.getResourceAsStream(resource)) {
            if (text == null) {
                throw new IllegalStateException(resource + " is not on the class path");
            }
            Path folder = Files.createTempDirectory("ranvier-c");
            Path source = folder.resolve(resource);
            Path library = folder.resolve("loops.so");
            try {
                Files.copy(text, source, StandardCopyOption.REPLACE_EXISTING);
                List<String> command = new ArrayList<>(List.of(name()));
                command.addAll(OPTIONS);
                command.addAll(List.of("-o", library.toString(), source.toString(), "-lm"));
                run(command);
                return SymbolLookup.libraryLookup(library, Arena.global());
            } finally {
                Files.deleteIfExists(source);
                Files.deleteIfExists(library);
                Files.delete(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot compile " + resource, e);
        }
    }

    /**
     * A call of a function that returns nothing.
     *
     * @param arguments of type Long, Float or MemorySegment
     */
    static MethodHandle call(SymbolLookup library, String function, Object... arguments) {
        MemoryLayout[] layouts =
                Stream.of(arguments).map(Compiler::layout).toArray(MemoryLayout[]::new);
        MethodHandle handle =
                Linker.nativeLinker()
                        .downcallHandle(
                                library.findOrThrow(function), FunctionDescriptor.ofVoid(layouts));
        return MethodHandles.insertArguments(handle, 0, arguments);
    }

    private static MemoryLayout layout(Object argument) {
        return switch (argument) {
            case Long _ -> ValueLayout.JAVA_LONG;
            case Float _ -> ValueLayout.JAVA_FLOAT;
            case MemorySegment _ -> ValueLayout.ADDRESS;
            default -> throw new IllegalArgumentException("cannot be passed to C: " + argument);
        };
    }

    private static String run(List<String> command) {
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes());
            if (process.waitFor() != 0) {
                throw new IllegalStateException(String.join(" ", command) + " failed:\n" + said);
            }
            return said;
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "cannot start '" + command.get(0) + "': install a C compiler or set CC", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while compiling", e);
        }
    }
}
