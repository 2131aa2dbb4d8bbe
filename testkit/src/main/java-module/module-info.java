/** The reference backend, the contract suite of backends, and gradient checks. */
module org.ranvier.testkit {
    requires transitive org.junit.jupiter.api;
    requires org.junit.jupiter.params;
    requires transitive org.ranvier.core;
    requires static org.jspecify;

    exports org.ranvier.testkit;
}
