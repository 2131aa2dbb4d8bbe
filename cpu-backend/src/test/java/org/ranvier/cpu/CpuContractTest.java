package org.ranvier.cpu;

import org.ranvier.Ranvier;
import org.ranvier.Session;
import org.ranvier.SessionOptions;
import org.ranvier.testkit.BackendContract;

/** The contract, on the processor. */
class CpuContractTest extends BackendContract {
    @Override
    protected Session open(SessionOptions options) {
        return Ranvier.open("cpu", options);
    }
}
