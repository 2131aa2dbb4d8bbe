package org.ranvier.app;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.ranvier.Ranvier;
import org.ranvier.Session;
import org.ranvier.testkit.RequiredBackends;

/** Sessions on backends, for tests; without a CUDA driver its emulator takes the driver's place. */
public final class EveryBackend {
    static {
        loadEmulator();
    }

    private EveryBackend() {}

    /**
     * On the first device of a backend; the test is skipped where there is none.
     *
     * @param backend as {@code cuda}
     * @return the session
     */
    public static Session open(String backend) {
        return Ranvier.open(RequiredBackends.assumeAvailable(backend).getFirst().id());
    }

    /** The tests of the CUDA backend have built it. */
    private static void loadEmulator() {
        Path built =
                Path.of(System.getProperty("basedir", "."), "../cuda-backend/target/emulator")
                        .toAbsolutePath()
                        .normalize();
        boolean gpu = "gpu".equals(System.getenv("RANVIER_TEST_CUDA"));
        for (String library : List.of("libcuda.so.1", "libnvrtc.so.12", "libcublas.so.12")) {
            if (!gpu && Files.exists(built.resolve(library))) {
                System.load(built.resolve(library).toString());
            }
        }
    }
}
