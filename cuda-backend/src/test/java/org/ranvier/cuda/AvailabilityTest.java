package org.ranvier.cuda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ranvier.BackendUnavailableException;
import org.ranvier.Ranvier;
import org.ranvier.spi.DeviceInfo;
import org.ranvier.testkit.RequiredBackends;

/** Which devices there are, and what is said if there are none. */
@WithCuda
class AvailabilityTest {
    @Test
    void devicesAreNumberedAndDescribed() {
        List<DeviceInfo> devices = RequiredBackends.assumeAvailable("cuda");
        for (int i = 0; i < devices.size(); i++) {
            DeviceInfo device = devices.get(i);
            assertEquals("cuda:" + i, device.id());
            assertTrue(device.memory() > 0, "memory");
            assertTrue(
                    device.details()
                            .keySet()
                            .containsAll(
                                    List.of("compute capability", "kernels", "matrix products")),
                    device.details().toString());
        }
    }

    @Test
    void aWrongNumberIsRefusedWithTheRightOnes() {
        var e = assertThrows(BackendUnavailableException.class, () -> Ranvier.open("cuda:1000"));
        assertTrue(e.getMessage().contains("cuda:0"), e.getMessage());
    }

    @Test
    void withoutDriverItSaysWhatToInstall(@TempDir Path folder) throws IOException {
        Files.createFile(folder.resolve("libcuda.so.1"));
        String said = probe(Map.of("LD_LIBRARY_PATH", folder.toString()));
        assertTrue(said.contains("libcuda.so.1 cannot be loaded"), said);
        assertTrue(said.contains("NVIDIA driver"), said);
    }

    @Test
    @OnEmulator
    void aDriverWithoutDeviceIsSaid() throws IOException {
        String said =
                probe(
                        Map.of(
                                "LD_LIBRARY_PATH",
                                Emulator.FOLDER.toString(),
                                "RANVIER_EMULATOR_DEVICES",
                                "0"));
        assertTrue(said.contains("CUDA_ERROR_NO_DEVICE"), said);
        assertTrue(said.contains("nvidia-smi"), said);
    }

    /** What the provider says in a JVM with other environment variables. */
    private static String probe(Map<String, String> environment) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ProbeMain.class.getName());
        builder.environment().putAll(environment);
        Process process = builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
