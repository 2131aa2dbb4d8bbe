package org.ranvier.models;

import java.util.function.Supplier;
import java.util.stream.Stream;
import org.ranvier.Ranvier;
import org.ranvier.Session;
import org.ranvier.testkit.ReferenceBackend;

/** The backends that tests of this module run on; JUnit closes the sessions. */
public final class Backends {
    private Backends() {}

    public static Stream<Session> sessions() {
        return Stream.<Supplier<Session>>of(ReferenceBackend::open, () -> Ranvier.open("cpu"))
                .map(Supplier::get);
    }
}
