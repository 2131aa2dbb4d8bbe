package org.ranvier.opencl;

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
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.ranvier.BackendUnavailableException;
import org.ranvier.Ranvier;
import org.ranvier.Session;
import org.ranvier.spi.DeviceInfo;
import org.ranvier.testkit.RequiredBackends;

/** Which devices there are, and what is said if there are none. */
class AvailabilityTest {
    @Test
    void devicesAreNumberedAndDescribed() {
        List<DeviceInfo> devices = RequiredBackends.assumeAvailable("opencl");
        for (int i = 0; i < devices.size(); i++) {
            DeviceInfo device = devices.get(i);
            assertEquals("opencl:" + i, device.id());
            assertTrue(device.memory() > 0, "memory");
            assertTrue(device.details().keySet().containsAll(List.of("platform", "driver", "F64")));
        }
    }

    @Test
    void aDeviceIsFoundByItsName() {
        DeviceInfo device = RequiredBackends.assumeAvailable("opencl").get(0);
        String part = device.description().toUpperCase(java.util.Locale.ROOT).substring(1);
        try (Session session = Ranvier.open("opencl:" + part)) {
            assertEquals(device, session.device());
        }
    }

    @Test
    void aWrongNameIsRefusedWithTheRightOnes() {
        DeviceInfo device = RequiredBackends.assumeAvailable("opencl").get(0);
        var number =
                assertThrows(BackendUnavailableException.class, () -> Ranvier.open("opencl:1000"));
        assertTrue(number.getMessage().contains("no device \"opencl:1000\""), number.getMessage());
        assertTrue(number.getMessage().contains(device.description()), number.getMessage());
        assertThrows(BackendUnavailableException.class, () -> Ranvier.open("opencl:nosuchcard"));
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void withoutPlatformItSaysWhatToInstall(@TempDir Path empty) throws IOException {
        RequiredBackends.assumeAvailable("opencl");
        String said = probe(Map.of("OCL_ICD_VENDORS", empty.toString()));
        assertTrue(said.contains("no OpenCL platform has a device"), said);
        assertTrue(said.contains("pocl-opencl-icd"), said);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void withoutLibraryItSaysWhatToInstall(@TempDir Path folder) throws IOException {
        Files.createFile(folder.resolve("libOpenCL.so.1"));
        String said = probe(Map.of("LD_LIBRARY_PATH", folder.toString()));
        assertTrue(said.contains("the OpenCL library could not be loaded"), said);
        assertTrue(said.contains("ocl-icd-libopencl1"), said);
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
