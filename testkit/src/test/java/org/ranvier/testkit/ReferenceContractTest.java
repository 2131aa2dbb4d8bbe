package org.ranvier.testkit;

import org.ranvier.Session;
import org.ranvier.SessionOptions;

/** The whole contract on the reference itself: proves the suite, and core. */
class ReferenceContractTest extends BackendContract {
    @Override
    protected Session open(SessionOptions options) {
        return ReferenceBackend.open(options);
    }
}
