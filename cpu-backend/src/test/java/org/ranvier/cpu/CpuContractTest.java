package org.ranvier.cpu;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.ranvier.Ranvier;
import org.ranvier.Session;
import org.ranvier.SessionOptions;
import org.ranvier.cpu.twin.Vectors;
import org.ranvier.testkit.BackendContract;

/** With vectors from the first call on. */
class CpuContractTest extends BackendContract {
    @BeforeAll
    static void vectors() {
        Vectors.use(Vectors.Mode.ON);
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
