/** The reference backend, the contract suite of backends, and gradient checks. */
module org.ranvier.testkit {
    requires transitive org.junit.jupiter.api;
    requires transitive org.ranvier.core;
    requires static org.jspecify;

    exports org.ranvier.testkit;

    // The tests that a backend's class inherits are declared in interfaces of this package.
    opens org.ranvier.testkit to
            org.junit.platform.commons;
}
