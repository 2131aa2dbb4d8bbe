package org.ranvier.cuda;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * NVIDIA's run-time compiler, if its library is there. It is bound here and not through JCuda,
 * whose binding knows one version of the library only.
 */
final class Nvrtc {
    private static final List<String> NAMES =
            List.of("libnvrtc.so.13", "libnvrtc.so.12", "libnvrtc.so");
    private static final @Nullable Nvrtc LOADED = find();

    private final SymbolLookup library;
    private final String name;

    private Nvrtc(SymbolLookup library, String name) {
        this.library = library;
        this.name = name;
    }

    /**
     * The compiler.
     *
     * @return it, or null if no library was found
     */
    static @Nullable Nvrtc loaded() {
        return LOADED;
    }

    private static @Nullable Nvrtc find() {
        String home = System.getenv().getOrDefault("CUDA_HOME", "/usr/local/cuda");
        Stream<String> places =
                Stream.concat(
                        NAMES.stream(),
                        NAMES.stream().map(n -> Path.of(home, "lib64", n).toString()));
        for (String place : places.toList()) {
            try {
                return new Nvrtc(SymbolLookup.libraryLookup(place, Arena.global()), place);
            } catch (IllegalArgumentException notThere) {
                continue;
            }
        }
        return null;
    }

    /**
     * Compiles for a device: to machine code if the compiler knows the device, else to its newest
     * portable code.
     *
     * @param what names the text in messages
     * @param text the source
     * @param defines macros, as {@code T_TYPE=F32}
     * @param capability the device's
     * @return what the driver loads
     */
    byte[] compile(String what, String text, List<String> defines, Capability capability) {
        int newest = architectures().filter(a -> a <= capability.number()).max().orElse(0);
        boolean exact = newest == capability.number();
        List<String> options = new ArrayList<>();
        options.add("--gpu-architecture=" + (exact ? "sm_" : "compute_") + newest);
        options.addAll(List.of("--std=c++17", "--fmad=false", "-default-device"));
        defines.forEach(define -> options.add("-D" + define));
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment holder = arena.allocate(ADDRESS);
            MemorySegment none = MemorySegment.NULL;
            check(
                    call(
                            "nvrtcCreateProgram",
                            holder,
                            arena.allocateFrom(text),
                            arena.allocateFrom(what + ".cu"),
                            0,
                            none,
                            none));
            MemorySegment program = holder.get(ADDRESS, 0);
            try {
                MemorySegment list = arena.allocate(ADDRESS, options.size());
                for (int i = 0; i < options.size(); i++) {
                    list.setAtIndex(ADDRESS, i, arena.allocateFrom(options.get(i)));
                }
                int result = call("nvrtcCompileProgram", program, options.size(), list);
                if (result != 0) {
                    String log = new String(fetch(arena, program, "ProgramLog")).trim();
                    throw new CudaException(
                            what
                                    + " does not compile with "
                                    + String.join(" ", options)
                                    + ":\n"
                                    + log);
                }
                return fetch(arena, program, exact ? "CUBIN" : "PTX");
            } finally {
                call("nvrtcDestroyProgram", holder);
            }
        }
    }

    private java.util.stream.IntStream architectures() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment count = arena.allocate(JAVA_INT);
            check(call("nvrtcGetNumSupportedArchs", count));
            MemorySegment all = arena.allocate(JAVA_INT, count.get(JAVA_INT, 0));
            check(call("nvrtcGetSupportedArchs", all));
            return Arrays.stream(all.toArray(JAVA_INT));
        }
    }

    /** Asks for a size and then for as many bytes. */
    private byte[] fetch(Arena arena, MemorySegment program, String what) {
        MemorySegment size = arena.allocate(JAVA_LONG);
        check(call("nvrtcGet" + what + "Size", program, size));
        MemorySegment content = arena.allocate(size.get(JAVA_LONG, 0));
        check(call("nvrtcGet" + what, program, content));
        return content.toArray(java.lang.foreign.ValueLayout.JAVA_BYTE);
    }

    private int call(String function, Object... arguments) {
        MemoryLayout[] types =
                Arrays.stream(arguments)
                        .map(a -> a instanceof Integer ? JAVA_INT : ADDRESS)
                        .toArray(MemoryLayout[]::new);
        MethodHandle handle =
                Linker.nativeLinker()
                        .downcallHandle(
                                library.findOrThrow(function),
                                FunctionDescriptor.of(JAVA_INT, types));
        try {
            return (int) handle.invokeWithArguments(arguments);
        } catch (Throwable e) {
            throw new CudaException(name + ": " + function + " failed", e);
        }
    }

    private void check(int result) {
        if (result != 0) {
            throw new CudaException(name + " failed with error " + result);
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
