package org.ranvier.opencl;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import org.ranvier.Ranvier;
import org.ranvier.Session;
import org.ranvier.SessionOptions;
import org.ranvier.testkit.RequiredBackends;

/** What the tests of this backend share. */
final class OpenClTests {
    private OpenClTests() {}

    /** The first device; skips the test, or fails it where OpenCL is required, if there is none. */
    static OpenClDevice device() {
        RequiredBackends.assumeAvailable("opencl");
        return OpenClDevice.all().get(0);
    }

    /** A session on the first device. */
    static Session open() {
        return Ranvier.open(new OpenClBackend(device()), SessionOptions.defaults());
    }

    /** An empty program cache. */
    static ProgramCache cache() {
        try {
            return new ProgramCache(Files.createTempDirectory("ranvier-programs"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
