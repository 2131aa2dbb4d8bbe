package org.ranvier.cuda;

import org.ranvier.Ranvier;
import org.ranvier.Session;
import org.ranvier.SessionOptions;
import org.ranvier.testkit.BackendContract;

/** The contract of backends, on the emulator or a real device. */
@WithCuda
class CudaContractTest extends BackendContract {
    @Override
    protected Session open(SessionOptions options) {
        return Ranvier.open("cuda:0", options);
    }

    @Override
    public boolean isSlow() {
        return true;
    }
}
