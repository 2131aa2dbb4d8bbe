package org.ranvier.opencl;

import org.junit.jupiter.api.BeforeAll;
import org.ranvier.Ranvier;
import org.ranvier.Session;
import org.ranvier.SessionOptions;
import org.ranvier.testkit.BackendContract;
import org.ranvier.testkit.RequiredBackends;

/** The contract, on the first OpenCL device. */
class OpenClContractTest extends BackendContract {
    @BeforeAll
    static void findDevice() {
        RequiredBackends.assumeAvailable("opencl");
    }

    @Override
    protected Session open(SessionOptions options) {
        return Ranvier.open("opencl:0", options);
    }
}
