/** The pure Java backend: Vector API kernels and their thread pool. */
module org.ranvier.cpu {
    requires jdk.incubator.vector;
    requires transitive org.ranvier.core;
    requires static org.jspecify;

    exports org.ranvier.cpu;

    provides org.ranvier.spi.BackendProvider with
            org.ranvier.cpu.CpuProvider;
}
