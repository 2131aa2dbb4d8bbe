import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.ranvier.kernels.Binaries;
import org.ranvier.kernels.Kernel;
import org.ranvier.kernels.Operations;
import org.ranvier.kernels.Program;
import org.ranvier.kernels.Texts;
import org.ranvier.kernels.TiledProducts;

/**
 * Compiles every program of the catalogue for CUDA, one fat binary each: portable code and machine
 * code for the generations that the compiler knows. Without nvcc, or with {@code NVCC=none}, it says
 * so and makes nothing. What is compiled is kept in the user's cache. Run by the build: {@code java
 * -cp … CompileCuda.java <classes>}.
 */
final class CompileCuda {
    /** The oldest architecture, and the first of each later generation, whose code all run. */
    private static final String PORTABLE = "compute_75";

    private static final List<String> MACHINES = List.of("sm_80", "sm_90", "sm_100", "sm_120");
    private static final List<String> OPTIONS =
            List.of("-fatbin", "-std=c++17", "-fmad=false", "-DGROUP=256");

    private final String nvcc;
    private final Path classes;
    private final Path cache;
    private final List<String> options = new ArrayList<>(OPTIONS);

    private CompileCuda(String nvcc, Path classes, Path cache) throws IOException {
        this.nvcc = nvcc;
        this.classes = classes.resolve("org/ranvier/kernels/cuda");
        String known = run(List.of(nvcc, "--list-gpu-code"));
        String codes =
                Stream.concat(Stream.of(PORTABLE), MACHINES.stream().filter(known::contains))
                        .collect(Collectors.joining(","));
        options.add("-gencode=arch=" + PORTABLE + ",code=[" + codes + "]");
        // What was compiled with other options, or by another compiler, is not taken again.
        String version = run(List.of(nvcc, "--version")) + options;
        this.cache = cache.resolve(Integer.toHexString(version.hashCode()));
    }

    public static void main(String[] arguments) throws Exception {
        String nvcc = find();
        if (nvcc == null) {
            System.out.println(
                    "[ranvier] nvcc was not found: no CUDA binaries are built. The CUDA backend"
                            + " will need NVRTC at run time.");
            return;
        }
        new CompileCuda(nvcc, Path.of(arguments[0]), userCache()).compileAll();
    }

    private static Path userCache() {
        String home = System.getProperty("user.home") + "/.cache";
        return Path.of(System.getenv().getOrDefault("XDG_CACHE_HOME", home), "ranvier", "cuda");
    }

    private static String find() {
        String chosen = System.getenv("NVCC");
        String home = System.getenv().getOrDefault("CUDA_HOME", "/usr/local/cuda");
        for (String place :
                chosen != null ? List.of(chosen) : List.of("nvcc", home + "/bin/nvcc")) {
            try {
                run(List.of(place, "--version"));
                return place;
            } catch (IOException notThere) {
                continue;
            }
        }
        return null;
    }

    private void compileAll() throws IOException, InterruptedException, ExecutionException {
        Files.createDirectories(classes);
        Files.createDirectories(cache);
        try (Stream<Path> old = Files.list(classes)) {
            for (Path file : old.filter(f -> f.toString().endsWith(".fatbin")).toList()) {
                Files.delete(file);
            }
        }
        int threads = Runtime.getRuntime().availableProcessors();
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            List<Future<Boolean>> results = new ArrayList<>();
            for (Program program : programs()) {
                results.add(pool.submit(() -> compile(program)));
            }
            int made = 0;
            for (Future<Boolean> result : results) {
                made += result.get() ? 1 : 0;
            }
            Files.writeString(classes.resolve("binaries.txt"), String.join(" ", options) + "\n");
            System.out.println(
                    "[ranvier] CUDA binaries: " + made + " compiled, " + results.size() + " in all");
        }
    }

    private static Set<Program> programs() {
        return Stream.concat(Operations.catalogue().stream(), TiledProducts.catalogue().stream())
                .map(Kernel::program)
                .collect(Collectors.toSet());
    }

    /** Whether it had to be compiled. */
    private boolean compile(Program program) throws IOException {
        String file = Binaries.file(program);
        Path kept = cache.resolve(file);
        boolean fresh = !Files.exists(kept);
        if (fresh) {
            Path work = Files.createTempDirectory(cache, program.toString());
            Path source = work.resolve(program + ".cu");
            Path target = work.resolve(file);
            Files.writeString(source, Texts.of("cuda", program.unit()));
            List<String> command = new ArrayList<>(List.of(nvcc));
            String oldest = "compute_" + program.capability();
            options.forEach(option -> command.add(option.replace(PORTABLE, oldest)));
            program.defines().forEach(define -> command.add("-D" + define));
            command.addAll(List.of("-o", target.toString(), source.toString()));
            run(command);
            Files.move(target, kept, StandardCopyOption.ATOMIC_MOVE);
            Files.delete(source);
            Files.delete(work);
        }
        Files.copy(kept, classes.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        return fresh;
    }

    /** What a command says; fails if it fails. */
    private static String run(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new IllegalStateException(
                        String.join(" ", command) + " failed:\n" + said);
            }
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
        return said;
    }
}
