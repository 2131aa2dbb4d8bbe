package org.ranvier.cpu;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.ranvier.Ranvier;
import org.ranvier.Session;
import org.ranvier.SessionOptions;
import org.ranvier.cpu.twin.Vectors;
import org.ranvier.testkit.BackendContract;

/** Without vectors, as on a JVM that has none. */
class ScalarCpuContractTest extends BackendContract {
    @BeforeAll
    static void scalar() {
        Vectors.use(Vectors.Mode.OFF);
    }

    @AfterAll
    static void automatic() {
        Vectors.use(Vectors.Mode.AUTO);
    }

    @Override
    protected Session open(SessionOptions options) {
        return Ranvier.open("cpu", options);
    }
}
