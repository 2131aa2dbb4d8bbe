/** Tensors, operations, sessions and the backend interface of Ranvier. */
module org.ranvier.core {
    requires jdk.jfr;
    requires static org.jspecify;

    exports org.ranvier;
    exports org.ranvier.autodiff;
    exports org.ranvier.linalg;
    exports org.ranvier.op;
    exports org.ranvier.random;
    exports org.ranvier.spi;
    exports org.ranvier.trace;

    uses org.ranvier.spi.BackendProvider;
}
